import { plainDateSchema } from '@gangmu/core';
import { z } from 'zod';
import { identifierSchema, localTextAnswer, pageOf, pageQuery } from './page.js';
import { problemSchema } from './problem.js';
import { route } from './route.js';
import { bulkOrderSchema, evidenceValueSchema, itemIdSchema, orderSchema, valuesSchema } from './run-commands.js';

const runParams = z.object({ run: identifierSchema });

/** An item as screens show it. Minutes are since the epoch; instants are milliseconds. */
export const itemSchema = z.looseObject({
  id: z.string(),
  step: z.string(),
  occurrence: z.string(),
  label: localTextAnswer.optional(),
  status: z.enum([
    'open',
    'returned',
    'submitted',
    'done',
    'waived',
    'skipped',
    'cancelled',
    'incomplete',
    'handed-over',
    'inherited',
  ]),
  openedAt: z.int(),
  due: z.int().nullable(),
  originalDue: z.int().nullable(),
  closes: z.int().nullable(),
  revision: z.int(),
  reviews: z.array(z.string()),
  review: z.string().optional(),
  values: z.record(z.string(), evidenceValueSchema),
  heldOn: plainDateSchema.optional(),
  submittedAt: z.int().optional(),
  endedAt: z.int().optional(),
  returns: z.int(),
  attempts: z.int(),
  comment: z.string().optional(),
  holdings: z.array(
    z.looseObject({
      holder: z.enum(['unit', 'reviewer', 'superior']),
      from: z.int(),
      limit: z.int().nullable(),
      until: z.int().optional(),
    }),
  ),
});

export const runSchema = z.object({
  id: z.string(),
  campaign: z.string(),
  unit: z.object({ id: z.string(), code: z.string(), name: localTextAnswer, category: z.string(), path: z.string() }),
  /** Content hash of the effective template; fetched once by it. */
  template: z.string(),
  status: z.enum(['running', 'held', 'ended', 'cancelled', 'closed', 'handed-over']),
  version: z.int(),
  start: z.int(),
  end: z.int(),
  phases: z.record(z.string(), z.looseObject({ openedAt: z.int().optional(), endedAt: z.int().optional() })),
  steps: z.record(
    z.string(),
    z.looseObject({
      outcome: z.string().optional(),
      openedAt: z.int().optional(),
      endedAt: z.int().optional(),
      condition: z.boolean().optional(),
    }),
  ),
  registers: z.record(z.string(), z.unknown()),
  items: z.array(itemSchema),
  /** What the reader may do here. */
  may: z.object({ file: z.boolean(), review: z.boolean(), steer: z.boolean(), inspect: z.boolean() }),
  /** By item: the role that is to act on it now, where none of the reader's posts stands for that. */
  forOthers: z.record(z.string(), localTextAnswer),
});
export type RunAnswer = z.infer<typeof runSchema>;

/** How one command ended: the run's new version, or a problem document. */
export const commandResultSchema = z.object({
  run: z.string(),
  ok: z.boolean(),
  version: z.int().optional(),
  problem: problemSchema.optional(),
});
export type CommandResult = z.infer<typeof commandResultSchema>;

export const historyEntrySchema = z.object({
  seq: z.int(),
  at: z.int(),
  type: z.string(),
  by: z.looseObject({ person: z.string(), role: z.string() }).nullable(),
  /** Name of the person, where there is one. */
  name: localTextAnswer.nullable(),
  event: z.looseObject({ type: z.string() }),
});

export const myItemSchema = z.object({
  run: z.string(),
  campaign: z.string(),
  unit: z.object({ id: z.string(), code: z.string(), name: localTextAnswer }),
  item: z.string(),
  step: z.string(),
  title: localTextAnswer,
  label: localTextAnswer.nullable(),
  status: z.string(),
  holder: z.string().nullable(),
  due: z.int().nullable(),
  late: z.boolean(),
  /** The role that is to act on it, where none of the reader's posts stands for that. */
  forRole: localTextAnswer.nullable(),
});

const headCountSchema = z.strictObject({
  due: z.int().min(0),
  present: z.int().min(0),
  onLeave: z.int().min(0).optional(),
  madeUp: z.int().min(0).optional(),
});
const sharedFiles = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .max(100)
  .optional();

export const activitySchema = z.strictObject({
  campaign: identifierSchema,
  heldOn: plainDateSchema,
  place: z.string().trim().max(200).optional(),
  /** What it was at once: study, lecture, discussion …; at least one. */
  kinds: z.array(z.string().trim().min(1).max(60)).max(10).default([]),
  title: z.string().trim().max(200).optional(),
  /** By unit: its own share of those who took part. */
  headCounts: z.record(identifierSchema, headCountSchema).default({}),
  /** Files uploaded for one of the items, by content hash: they count for all. */
  photos: sharedFiles,
  files: sharedFiles,
  onBehalfOf: z
    .strictObject({ person: identifierSchema.optional(), word: z.string().trim().min(1).max(200) })
    .optional(),
  /** What it counts for: items of one or more units, each with what is its own and the activity does not say. */
  counts: z
    .array(z.strictObject({ run: identifierSchema, item: itemIdSchema, values: valuesSchema.default({}) }))
    .min(1)
    .max(2000),
});

const activityListed = z.object({
  id: z.string(),
  campaign: z.string(),
  heldOn: plainDateSchema,
  place: z.string().optional(),
  title: z.string().optional(),
  kinds: z.array(z.string()),
  recordedAt: z.int(),
  recordedBy: z.object({ id: z.string(), name: localTextAnswer.nullable() }),
  /** Items it counts for now, and units, of those the reader may see. */
  items: z.int(),
  units: z.int(),
});

export const runRoutes = {
  get: route({
    id: 'runs.get',
    method: 'GET',
    path: '/api/runs/:run',
    summary: 'A unit’s run in a campaign, with its items',
    permission: 'runs:read',
    params: runParams,
    response: runSchema,
    ifMatch: true,
    tags: ['runs'],
  }),
  history: route({
    id: 'runs.history',
    method: 'GET',
    path: '/api/runs/:run/history',
    summary: 'What happened in a run, latest first',
    permission: 'runs:read',
    params: runParams,
    query: z.object({ ...pageQuery, item: itemIdSchema.optional() }),
    response: pageOf(historyEntrySchema),
    tags: ['runs'],
  }),
  command: route({
    id: 'runs.command',
    method: 'POST',
    path: '/api/runs/:run/commands',
    summary: 'Asks something of a run: hand in, accept, return, extend …',
    permission: 'signed-in',
    params: runParams,
    body: orderSchema,
    response: z.object({ version: z.int() }),
    idempotent: true,
    ifMatch: true,
    tags: ['runs'],
  }),
  bulk: route({
    id: 'runs.bulk',
    method: 'POST',
    path: '/api/commands',
    summary: 'Asks something of many runs; each succeeds or fails alone',
    permission: 'signed-in',
    body: z.strictObject({ orders: z.array(bulkOrderSchema).min(1).max(2000) }),
    response: z.object({ results: z.array(commandResultSchema), done: z.int(), refused: z.int() }),
    idempotent: true,
    tags: ['runs'],
  }),
  mine: route({
    id: 'runs.mine',
    method: 'GET',
    path: '/api/mine',
    summary: 'What waits for the reader: to hand in, or to review; the most urgent first',
    permission: 'runs:read',
    query: z.object({
      ...pageQuery,
      as: z.enum(['filer', 'reviewer']).default('filer'),
      unit: identifierSchema.optional(),
      campaign: identifierSchema.optional(),
    }),
    response: pageOf(myItemSchema),
    tags: ['runs'],
  }),
  activity: route({
    id: 'runs.activity',
    method: 'POST',
    path: '/api/activities',
    summary: 'Records something held once that counts for items of one or more units',
    permission: 'runs:file',
    body: activitySchema,
    response: z.object({
      activity: z.string(),
      results: z.array(commandResultSchema),
      done: z.int(),
      refused: z.int(),
    }),
    idempotent: true,
    tags: ['runs'],
  }),
  activities: route({
    id: 'runs.activities',
    method: 'GET',
    path: '/api/activities',
    summary: 'What was held in a campaign and recorded once for several items, latest first',
    permission: 'runs:read',
    query: z.object({ ...pageQuery, campaign: identifierSchema, unit: identifierSchema.optional() }),
    response: pageOf(activityListed),
    tags: ['runs'],
  }),
  activityOf: route({
    id: 'runs.activityOf',
    method: 'GET',
    path: '/api/activities/:activity',
    summary: 'One activity, with the items it counts for',
    permission: 'runs:read',
    params: z.object({ activity: identifierSchema }),
    response: activityListed.extend({
      headCounts: z.record(z.string(), headCountSchema),
      counts: z.array(
        z.object({
          run: z.string(),
          unit: z.object({ id: z.string(), code: z.string(), name: localTextAnswer }),
          item: z.string(),
          status: z.string().nullable(),
          /** Whether the item took its share: what its own run refused is not counted. */
          counted: z.boolean(),
        }),
      ),
    }),
    tags: ['runs'],
  }),
  saveDraft: route({
    id: 'runs.saveDraft',
    method: 'PUT',
    path: '/api/runs/:run/drafts/:item',
    summary: 'Keeps what has been filled in so far of an item that is with the unit; deleted on hand-in',
    permission: 'runs:file',
    params: runParams.extend({ item: itemIdSchema }),
    body: z.strictObject({ values: valuesSchema }),
    response: z.object({ savedAt: z.int() }),
    tags: ['runs'],
  }),
  draft: route({
    id: 'runs.draft',
    method: 'GET',
    path: '/api/runs/:run/drafts/:item',
    summary: 'What has been filled in so far, if anything',
    permission: 'runs:file',
    params: runParams.extend({ item: itemIdSchema }),
    response: z.object({ values: valuesSchema, savedAt: z.int() }).nullable(),
    tags: ['runs'],
  }),
};
