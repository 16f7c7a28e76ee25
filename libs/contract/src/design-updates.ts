/** Between the levels: who took over what, what waits to be taken over, what was tightened below. */
import { idSchema } from '@gangmu/core';
import { z } from 'zod';
import { savedDraftSchema } from './design-drafts.js';
import {
  LARGEST_DOCUMENT,
  appliesSchema,
  contentHashSchema,
  designParams,
  designStateSchema,
  differenceSchema,
  documentSchema,
  leaseKeySchema,
  personAnswer,
  sentenceSchema,
  takeoverSchema,
  tighteningSchema,
  unitAnswer,
  updateStateSchema,
  versionSchema,
} from './design-shapes.js';
import { identifierSchema } from './page.js';
import { route } from './route.js';
import { findingSchema } from './templates.js';

const tags = ['designs'];

/** As many units as a board may show at once, and a body may hold. */
const MOST_REMINDED = 10_000;

export const conflictSchema = z.object({
  key: z.string(),
  class: z.enum(['both-edited', 'edited-removed', 'anchor-vanished', 'newly-locked', 'breaks-rule', 'same-id']),
  path: z.string(),
  base: z.unknown().optional(),
  theirs: z.unknown().optional(),
  mine: z.unknown().optional(),
  mayKeep: z.boolean(),
  /** What stands when one’s own is kept, where it can stay only so: as a local step. */
  keeps: z.unknown().optional(),
  /** Further local changes that stand or fall with this one. */
  with: z.array(z.string()).optional(),
  findings: z.array(findingSchema),
});
export const decisionSchema = z.strictObject({
  conflict: z.string().max(400),
  /** `rename`: theirs, and one’s own beside it under another id, where both were added under the same. */
  choice: z.enum(['mine', 'theirs', 'edit', 'rename']),
  value: z.unknown().optional(),
  /** With `rename`: the new id; missing: a free one like the old. */
  as: idSchema.optional(),
  reason: z.string().trim().max(2000).optional(),
});

/** A decision that was used, with who took it, and the question it answers. */
export const decidedSchema = decisionSchema.extend({
  by: personAnswer.nullable(),
  at: z.int(),
  question: conflictSchema,
  /** The change would have come from above without a question, and was declined. */
  declined: z.boolean(),
});
export type Decided = z.infer<typeof decidedSchema>;

/** Taking over the newest version above, as far as it is decided; nothing of it applies before it is confirmed. */
export const updateSchema = z.object({
  /** What the design was made on, what it is to be made on, what it has. */
  base: z.string(),
  against: z.string(),
  above: z.object({ design: z.string(), unit: unitAnswer, version: versionSchema }),
  /** Revision of the draft that is merged; 0 where the published version is. */
  revision: z.int(),
  baseTemplate: documentSchema,
  theirs: documentSchema,
  mine: documentSchema,
  result: documentSchema,
  difference: differenceSchema,
  taken: differenceSchema,
  /** What changed above, in words. */
  sentences: z.array(sentenceSchema),
  conflicts: z.array(conflictSchema),
  decisions: z.array(decidedSchema),
  /** Where only dates and people differ: what comes by itself, each as the question that declining it answers. */
  offered: z.array(conflictSchema),
  onlyDatesAndPeople: z.boolean(),
  state: updateStateSchema,
});
export type DesignUpdate = z.infer<typeof updateSchema>;

/** A subordinate unit on the adoption board, with its design. */
export const adoptionSchema = z.object({
  /** Null where it has not adapted it: then what is in force above applies there as it is. */
  design: z.string().nullable(),
  unit: unitAnswer.extend({ path: z.string(), category: z.string() }),
  above: z.string().nullable(),
  /** none – a unit that could adapt it and has not. */
  state: z.enum([...designStateSchema.options, 'none']),
  takeover: takeoverSchema,
  number: z.int().nullable(),
  publishedAt: z.int().nullable(),
  /** Number of the version above it is made on, and of the newest one above. */
  onNumber: z.int().nullable(),
  newestNumber: z.int().nullable(),
  /** Since when the newest version above has been waiting. */
  waitingSince: z.int().nullable(),
  /** When it was last reminded of what waits now; where it has not adapted it, of doing so. */
  remindedAt: z.int().nullable(),
  /** When the unit answered to that that it takes it as it is. */
  declinedAt: z.int().nullable(),
  update: z.object({ state: updateStateSchema, conflicts: z.int(), reasons: z.array(findingSchema) }).nullable(),
  /** What a new calendar or the end of a variance brought to light in what is published. */
  recheck: z.object({ calendar: z.string(), at: z.int(), findings: z.array(findingSchema) }).nullable(),
  tightenings: z.int(),
});

export const designUpdateRoutes = {
  adoption: route({
    id: 'designs.adoption',
    method: 'GET',
    path: '/api/designs/:design/adoption',
    summary: 'All units below that design: on which version they are, who is waited for, who takes it as it is',
    permission: 'templates:read',
    params: designParams,
    response: z.object({ designs: z.array(adoptionSchema) }),
    tags,
  }),
  remind: route({
    id: 'designs.remind',
    method: 'POST',
    path: '/api/designs/:design/adoption/remind',
    summary:
      'Reminds designs below that an update waits, and units that have none that they may adapt it; shown until they have',
    permission: 'templates:publish',
    params: designParams,
    body: z.strictObject({
      designs: z.array(identifierSchema).max(MOST_REMINDED).default([]),
      /** Units that have not adapted it. */
      units: z.array(identifierSchema).max(MOST_REMINDED).default([]),
    }),
    response: z.object({ reminded: z.int(), at: z.int() }),
    tags,
  }),
  decline: route({
    id: 'designs.decline',
    method: 'POST',
    path: '/api/designs/:design/adoption/decline',
    summary: 'Answers a reminder to adapt a design: the unit takes it as it is',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({ unit: identifierSchema }),
    response: z.object({ at: z.int() }),
    tags,
  }),
  update: route({
    id: 'designs.update',
    method: 'GET',
    path: '/api/designs/:design/update',
    summary: 'Taking over the newest version above: theirs, mine, the result and what is to be decided',
    permission: 'templates:write',
    params: designParams,
    response: updateSchema,
    tags,
  }),
  decide: route({
    id: 'designs.decide',
    method: 'PUT',
    path: '/api/designs/:design/update/decisions',
    summary: 'Records decisions on conflicts, or opens them again; nothing is applied by it',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({
      against: contentHashSchema,
      decisions: z.array(decisionSchema).max(2000).default([]),
      /** Keys of conflicts whose decision is taken back. */
      reopen: z.array(z.string().max(400)).max(2000).default([]),
    }),
    largestBody: LARGEST_DOCUMENT,
    response: updateSchema,
    tags,
  }),
  applyUpdate: route({
    id: 'designs.applyUpdate',
    method: 'POST',
    path: '/api/designs/:design/update/apply',
    summary: 'Confirms the update: the draft is made on the newest version above',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({ against: contentHashSchema, revision: z.int().min(0), lease: leaseKeySchema }),
    response: savedDraftSchema,
    tags,
  }),
  below: route({
    id: 'designs.below',
    method: 'GET',
    path: '/api/designs/:design/below',
    summary: 'What is published below: the differences that the effective templates of its units are made of',
    permission: 'templates:read',
    params: designParams,
    response: z.object({
      /** The design's own unit: it applies there and below. */
      unit: z.string(),
      adaptations: z.array(z.object({ unit: z.string(), applies: appliesSchema, difference: differenceSchema })),
    }),
    tags,
  }),
  tightenings: route({
    id: 'designs.tightenings',
    method: 'GET',
    path: '/api/designs/:design/tightenings',
    summary: 'What the levels below ask beyond this one (加码清单)',
    permission: 'templates:read',
    params: designParams,
    response: z.object({
      designs: z.array(
        z.object({
          design: z.string(),
          unit: unitAnswer,
          number: z.int(),
          lines: z.array(tighteningSchema),
          /** When somebody of this level took note of it, and who; null while nobody has. */
          seen: z.object({ at: z.int(), by: z.string() }).nullable(),
        }),
      ),
    }),
    tags,
  }),
  acknowledge: route({
    id: 'designs.acknowledge',
    method: 'POST',
    path: '/api/designs/:design/tightenings/seen',
    summary: 'Takes note of what one design below tightened in one version',
    permission: 'templates:publish',
    params: designParams,
    body: z.strictObject({ below: identifierSchema, number: z.int().min(1) }),
    response: z.object({ at: z.int() }),
    tags,
  }),
};
