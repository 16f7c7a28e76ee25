/** What is being worked on: drafts, who may save them, what they are made on. */
import { plainDateSchema } from '@gangmu/core';
import { z } from 'zod';
import {
  LARGEST_DOCUMENT,
  designParams,
  differenceSchema,
  documentSchema,
  leaseKeySchema,
  leaseSchema,
  personAnswer,
  provenanceSchema,
  tighteningSchema,
} from './design-shapes.js';
import { pageOf, pageQuery } from './page.js';
import { route } from './route.js';
import { findingSchema } from './templates.js';

const tags = ['designs'];

export const draftSchema = z.object({
  revision: z.int(),
  /** What it is made on; null for a root design. */
  base: z.string().nullable(),
  /** The whole template as the draft has it; as stored where it cannot be read. */
  template: documentSchema,
  /** Adaptations: what it changes of the base. */
  difference: differenceSchema.nullable(),
  savedAt: z.int(),
  savedBy: personAnswer.nullable(),
  lease: leaseSchema.nullable(),
  /** False for a draft of another format: `findings` say what is wrong, and nothing has been thrown away. */
  readable: z.boolean(),
  findings: z.array(findingSchema),
});
export type DesignDraft = z.infer<typeof draftSchema>;

export const savedDraftSchema = z.object({
  revision: z.int(),
  savedAt: z.int(),
  /** Remarks on what was saved; what hinders publishing is found by `check`. */
  findings: z.array(findingSchema),
});

export const autosaveSchema = z.object({
  id: z.int(),
  revision: z.int(),
  at: z.int(),
  by: personAnswer.nullable(),
  /** saved – what the draft was; rejected – what could not be saved because somebody else did; discarded – put away. */
  kind: z.enum(['saved', 'rejected', 'discarded']),
});

/** A decision that is open, as a finding without its words: whoever shows it says it. */
export const openDecisionSchema = z.object({
  code: z.string().max(100),
  severity: z.enum(['error', 'warning', 'info']),
  path: z.string().max(1000),
  params: z.record(z.string(), z.unknown()),
  fix: z
    .object({
      edits: z
        .array(z.object({ op: z.enum(['set', 'remove']), path: z.string().max(1000), value: z.unknown().optional() }))
        .max(100),
    })
    .optional(),
});

/** What a draft is saved as: the whole template, or – for adaptations – what it changes of the base. */
const draftBody = {
  template: documentSchema.optional(),
  difference: differenceSchema.optional(),
  /** With `template`: places whose value equals the base's but was set on purpose. */
  kept: z.array(z.string().max(1000)).max(5000).optional(),
};

export const designDraftRoutes = {
  base: route({
    id: 'designs.base',
    method: 'GET',
    path: '/api/designs/:design/base',
    summary: 'What an adaptation is made on: the effective template above, with who set what',
    permission: 'templates:write',
    params: designParams,
    response: z.object({
      hash: z.string(),
      template: documentSchema,
      provenance: provenanceSchema,
      /** Deviations granted to this unit that have not ended: drafts may use them, publishing those that have begun. */
      grants: z.array(documentSchema),
      /** The day that counts for publishing now. */
      on: plainDateSchema,
    }),
    tags,
  }),
  draft: route({
    id: 'designs.draft',
    method: 'GET',
    path: '/api/designs/:design/draft',
    summary: 'The draft; where nothing has been changed yet, what is published or above',
    permission: 'templates:write',
    params: designParams,
    query: z.object({ lease: leaseKeySchema.optional() }),
    response: draftSchema,
    tags,
  }),
  saveDraft: route({
    id: 'designs.saveDraft',
    method: 'PUT',
    path: '/api/designs/:design/draft',
    summary: 'Saves the draft over the revision named in If-Match; refuses only what is locked',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({ lease: leaseKeySchema, ...draftBody }),
    largestBody: LARGEST_DOCUMENT,
    response: savedDraftSchema,
    ifMatch: true,
    tags,
  }),
  discardDraft: route({
    id: 'designs.discardDraft',
    method: 'DELETE',
    path: '/api/designs/:design/draft',
    summary: 'Goes back to what is published; the draft is kept among the autosaves',
    permission: 'templates:write',
    params: designParams,
    query: z.object({ lease: leaseKeySchema }),
    response: z.object({ revision: z.int() }),
    tags,
  }),
  autosaves: route({
    id: 'designs.autosaves',
    method: 'GET',
    path: '/api/designs/:design/autosaves',
    summary: 'Earlier states of the draft, and what could not be saved; latest first',
    permission: 'templates:write',
    params: designParams,
    query: z.object(pageQuery),
    response: pageOf(autosaveSchema),
    tags,
  }),
  autosave: route({
    id: 'designs.autosave',
    method: 'GET',
    path: '/api/designs/:design/autosaves/:id',
    summary: 'One earlier state as a template',
    permission: 'templates:write',
    params: designParams.extend({ id: z.coerce.number().int().min(1).max(2_000_000_000) }),
    response: z.object({
      template: documentSchema,
      /** What it was made on; null for a root design. */
      base: z.string().nullable(),
      /** Adaptations: what it changes of the base. */
      difference: differenceSchema.nullable(),
      at: z.int(),
      revision: z.int(),
    }),
    tags,
  }),
  restoreAutosave: route({
    id: 'designs.restoreAutosave',
    method: 'POST',
    path: '/api/designs/:design/autosaves/:id/restore',
    summary:
      'Makes the draft of an earlier state, on what that was made on; what the draft was stays among the autosaves',
    permission: 'templates:write',
    params: designParams.extend({ id: z.coerce.number().int().min(1).max(2_000_000_000) }),
    body: z.strictObject({ lease: leaseKeySchema }),
    response: savedDraftSchema,
    tags,
  }),
  takeLease: route({
    id: 'designs.takeLease',
    method: 'POST',
    path: '/api/designs/:design/lease',
    summary: 'Takes or renews the right to save; with `takeOver` also from somebody who has it',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({ lease: leaseKeySchema, takeOver: z.boolean().default(false) }),
    response: leaseSchema.extend({ revision: z.int() }),
    tags,
  }),
  releaseLease: route({
    id: 'designs.releaseLease',
    method: 'DELETE',
    path: '/api/designs/:design/lease',
    summary: 'Gives the right to save back',
    permission: 'templates:write',
    params: designParams,
    query: z.object({ lease: leaseKeySchema }),
    response: z.object({ released: z.boolean() }),
    tags,
  }),
  toDecide: route({
    id: 'designs.toDecide',
    method: 'GET',
    path: '/api/designs/:design/to-decide',
    summary: 'What has to be decided since it was begun from last year’s or from a file, and was not ticked off',
    permission: 'templates:write',
    params: designParams,
    response: z.object({ open: z.array(openDecisionSchema) }),
    tags,
  }),
  setToDecide: route({
    id: 'designs.setToDecide',
    method: 'PUT',
    path: '/api/designs/:design/to-decide',
    summary: 'What is still to be decided: without what was ticked off',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({ open: z.array(openDecisionSchema).max(2000) }),
    largestBody: LARGEST_DOCUMENT,
    response: z.object({ open: z.array(openDecisionSchema) }),
    tags,
  }),
  live: route({
    id: 'designs.live',
    method: 'GET',
    path: '/api/designs/:design/live',
    summary: 'Server-sent events: the draft was saved, taken over or published',
    permission: 'templates:write',
    params: designParams,
    response: z.string(),
    produces: 'text/event-stream',
    tags,
  }),
  check: route({
    id: 'designs.check',
    method: 'POST',
    path: '/api/designs/:design/check',
    summary: 'What saving and publishing this would find; nothing is stored',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject(draftBody),
    largestBody: LARGEST_DOCUMENT,
    response: z.object({
      findings: z.array(findingSchema),
      tightenings: z.array(tighteningSchema),
      /** Whether it could be published as it is. */
      publishable: z.boolean(),
    }),
    tags,
  }),
};
