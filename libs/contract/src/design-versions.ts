/** What is published: versions, what a new one would mean, what differs, what applies where. */
import { z } from 'zod';
import { savedDraftSchema } from './design-drafts.js';
import {
  designParams,
  differenceSchema,
  documentNumberSchema,
  documentSchema,
  leaseKeySchema,
  personAnswer,
  provenanceSchema,
  reasonSchema,
  sentenceSchema,
  unitAnswer,
  updateStateSchema,
  versionSchema,
} from './design-shapes.js';
import { identifierSchema, pageOf, pageQuery } from './page.js';
import { route } from './route.js';
import { findingSchema } from './templates.js';

const tags = ['designs'];
const versionParams = designParams.extend({ number: z.coerce.number().int().min(1).max(100_000) });

/** What publishing would mean for the designs below. */
export const impactSchema = z.object({
  automatic: z.int(),
  decisions: z.int(),
  refused: z.int(),
  designs: z.array(
    z.object({
      design: z.string(),
      unit: unitAnswer,
      state: updateStateSchema,
      conflicts: z.int(),
      reasons: z.array(findingSchema),
    }),
  ),
});

export const designVersionRoutes = {
  impact: route({
    id: 'designs.impact',
    method: 'POST',
    path: '/api/designs/:design/impact',
    summary: 'What publishing the draft means for the designs below; answered under /api/progress/{job}',
    permission: 'templates:write',
    params: designParams,
    response: z.object({ job: z.string() }),
    status: 202,
    tags,
  }),
  publish: route({
    id: 'designs.publish',
    method: 'POST',
    path: '/api/designs/:design/versions',
    summary: 'Publishes the draft; refused while anything is wrong with it',
    permission: 'templates:publish',
    params: designParams,
    body: z.strictObject({
      /** The revision one has seen: what somebody saved in between is not published unseen. */
      revision: z.int().min(0),
      reason: reasonSchema.min(1),
      document: documentNumberSchema.optional(),
    }),
    response: z.object({
      version: versionSchema,
      warnings: z.array(findingSchema),
      /** Designs below that have to take it over. */
      below: z.int(),
      /** The work of finding out what it means for them; null where there are none. */
      job: z.string().nullable(),
    }),
    status: 201,
    tags,
  }),
  versions: route({
    id: 'designs.versions',
    method: 'GET',
    path: '/api/designs/:design/versions',
    summary: 'Published versions, latest first',
    permission: 'templates:read',
    params: designParams,
    query: z.object(pageQuery),
    response: pageOf(versionSchema),
    tags,
  }),
  version: route({
    id: 'designs.version',
    method: 'GET',
    path: '/api/designs/:design/versions/:number',
    summary: 'One published version as a template, with what it changes of its base',
    permission: 'templates:read',
    params: versionParams,
    response: versionSchema.extend({ template: documentSchema, difference: differenceSchema.nullable() }),
    tags,
  }),
  exportVersion: route({
    id: 'designs.exportVersion',
    method: 'GET',
    path: '/api/designs/:design/versions/:number/file',
    summary: 'One published version as a file: the template, or the adaptation alone',
    permission: 'templates:read',
    params: versionParams,
    query: z.object({ as: z.enum(['template', 'adaptation', 'bpmn', 'xlsx', 'docx']).default('template') }),
    response: z.unknown(),
    produces: 'application/octet-stream',
    tags,
  }),
  restore: route({
    id: 'designs.restore',
    method: 'POST',
    path: '/api/designs/:design/versions/:number/restore',
    summary: 'Makes the draft of an earlier version; what the draft was stays among the autosaves',
    permission: 'templates:write',
    params: versionParams,
    body: z.strictObject({ lease: leaseKeySchema }),
    response: savedDraftSchema,
    tags,
  }),
  compare: route({
    id: 'designs.compare',
    method: 'GET',
    path: '/api/designs/:design/compare',
    summary: 'What changed between two versions, in sentences; `to` missing: the draft',
    permission: 'templates:read',
    params: designParams,
    query: z.object({
      /** Number of the earlier version; missing: the newest version above. */
      from: z.coerce.number().int().min(1).max(100_000).optional(),
      to: z.coerce.number().int().min(1).max(100_000).optional(),
    }),
    response: z.object({
      before: documentSchema,
      after: documentSchema,
      sentences: z.array(
        sentenceSchema.extend({
          /** Who changed it in the draft, the last one first; empty where that is not known or not the reader's. */
          by: z.array(personAnswer),
        }),
      ),
    }),
    tags,
  }),
  effective: route({
    id: 'designs.effective',
    method: 'GET',
    path: '/api/designs/:design/effective/:unit',
    summary: 'The template that applies to a unit, and who set what',
    permission: 'templates:read',
    params: designParams.extend({ unit: identifierSchema }),
    response: z.object({
      hash: z.string(),
      design: z.string(),
      number: z.int(),
      chain: z.array(z.object({ design: z.string(), unit: unitAnswer, number: z.int() })),
      template: documentSchema,
      provenance: provenanceSchema,
    }),
    tags,
  }),
};
