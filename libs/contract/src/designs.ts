/**
 * The designer's store: designs (a root template, or a unit's adaptation of the nearest one above), their drafts and
 * published versions, taking over what changed above, variances. Drafts are for designers of the unit and above;
 * published versions for everybody they apply to, and above.
 */
import { plainDateSchema } from '@gangmu/core';
import { z } from 'zod';
import { designDraftRoutes } from './design-drafts.js';
import { designInboxRoutes } from './design-inbox.js';
import { designDecisionRoutes } from './design-decisions.js';
import { designUpdateRoutes } from './design-updates.js';
import { designVarianceRoutes } from './design-variances.js';
import { designVersionRoutes } from './design-versions.js';
import {
  LARGEST_DOCUMENT,
  adaptationSchema,
  appliesSchema,
  contentHashSchema,
  designParams,
  designSchema,
  documentSchema,
  leaseKeySchema,
  reasonSchema,
  takeoverSchema,
} from './design-shapes.js';
import { identifierSchema, localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';
import { findingSchema } from './templates.js';
import { GROUP_KINDS } from './units.js';

const name = z.strictObject({
  zh: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(200).optional(),
});
const templateId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
const tags = ['designs'];

/** Where a new root design begins. */
export const designSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('empty'),
    id: templateId,
    title: name,
    noun: name.optional(),
    start: plainDateSchema,
    end: plainDateSchema,
  }),
  /** A published template, by hash. */
  z.strictObject({ from: z.literal('template'), hash: contentHashSchema, title: name.optional() }),
  /** One of the templates that come with Gangmu. */
  z.strictObject({ from: z.literal('shipped'), name: z.string().regex(/^[a-z0-9-]{1,60}$/), title: name.optional() }),
  /** Last year's: dates shifted to begin on this day, document numbers, people and policies blanked. */
  z.strictObject({
    from: z.literal('last-year'),
    hash: contentHashSchema,
    start: plainDateSchema,
    title: name.optional(),
  }),
  z.strictObject({ from: z.literal('json'), document: documentSchema }),
  /** A drawing of another program, which says nothing about dates. */
  z.strictObject({
    from: z.literal('bpmn'),
    xml: z.string().min(1).max(5_000_000),
    start: plainDateSchema,
    end: plainDateSchema,
  }),
]);

const held = z.object({
  /** One of the posts stands for every role. */
  all: z.boolean(),
  /** What the others stand for: ids or titles of roles. */
  duties: z.array(z.string()),
});
export const organisationSchema = z.object({
  /** By the code that conditions, policies and equivalents name. */
  categories: z.array(z.object({ id: z.string(), title: localTextAnswer, units: z.int() })),
  groups: z.array(z.object({ code: z.string(), kind: z.enum(GROUP_KINDS), name: localTextAnswer })),
  holders: z.object({ file: held, review: held }),
});
export type Organisation = z.infer<typeof organisationSchema>;

const designLineRoutes = {
  list: route({
    id: 'designs.list',
    method: 'GET',
    path: '/api/designs',
    summary: 'Designs one may see: published ones that apply to one’s units, and drafts one may work on',
    permission: 'templates:read',
    query: z.object({
      ...pageQuery,
      unit: identifierSchema.optional(),
      root: identifierSchema.optional(),
      kind: z.enum(['template', 'adaptation']).optional(),
      /** Only those with an update from above that waits, which the asker may take over. */
      pending: z.enum(['true']).optional(),
      /** Only those the asker may work on. */
      mine: z.enum(['true']).optional(),
      /** Those that were put away, instead of those that are in use. */
      archived: z.enum(['true']).optional(),
      q: z.string().max(100).optional(),
    }),
    response: pageOf(designSchema),
    tags,
  }),
  shipped: route({
    id: 'designs.shipped',
    method: 'GET',
    path: '/api/designs/shipped',
    summary: 'Templates that come with Gangmu, to start from',
    permission: 'templates:read',
    response: z.object({ templates: z.array(z.object({ name: z.string(), template: documentSchema })) }),
    tags,
  }),
  organisation: route({
    id: 'designs.organisation',
    method: 'GET',
    path: '/api/designs/organisation',
    summary: 'What a unit one designs for and all below it are made of: categories, groups, what posts stand for',
    permission: 'templates:write',
    query: z.object({ unit: identifierSchema }),
    response: organisationSchema,
    tags,
  }),
  create: route({
    id: 'designs.create',
    method: 'POST',
    path: '/api/designs',
    summary: 'Begins a root design of a unit: empty, from a template, from last year’s, or from a file',
    permission: 'templates:write',
    body: z.strictObject({ unit: identifierSchema, source: designSourceSchema }),
    largestBody: LARGEST_DOCUMENT,
    response: z.object({
      design: designSchema,
      /** What could not be taken over from a file, and what of last year’s needs a decision. */
      findings: z.array(findingSchema),
    }),
    status: 201,
    idempotent: true,
    tags,
  }),
  adapt: route({
    id: 'designs.adapt',
    method: 'POST',
    path: '/api/designs/:design/adaptations',
    summary: 'Begins a unit’s adaptation of a design above it, empty or from a file',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({
      unit: identifierSchema,
      applies: appliesSchema.default('self-and-below'),
      adaptation: adaptationSchema.optional(),
    }),
    largestBody: LARGEST_DOCUMENT,
    response: designSchema,
    status: 201,
    idempotent: true,
    tags,
  }),
  get: route({
    id: 'designs.get',
    method: 'GET',
    path: '/api/designs/:design',
    summary: 'One design with its place in the chain',
    permission: 'templates:read',
    params: designParams,
    query: z.object({ lease: leaseKeySchema.optional() }),
    response: designSchema,
    tags,
  }),
  change: route({
    id: 'designs.change',
    method: 'PATCH',
    path: '/api/designs/:design',
    summary:
      'Says how updates from above are taken over, to whom it applies, or puts it away; what is published by those who publish',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({
      applies: appliesSchema.optional(),
      takeover: takeoverSchema.optional(),
      archived: z.boolean().optional(),
      /** Why; what is published is not put away without. */
      reason: reasonSchema.min(1).optional(),
    }),
    response: designSchema,
    tags,
  }),
};

/** Everything of the designer's store. */
export const designRoutes = {
  ...designLineRoutes,
  ...designDraftRoutes,
  ...designVersionRoutes,
  ...designUpdateRoutes,
  ...designDecisionRoutes,
  ...designVarianceRoutes,
  ...designInboxRoutes,
};
