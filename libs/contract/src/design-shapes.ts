/** What the designer's routes speak of: designs, drafts, versions, updates from above, variances. */
import { idSchema } from '@gangmu/core';
import { z } from 'zod';
import { identifierSchema, localTextAnswer } from './page.js';
import { findingSchema } from './templates.js';

export const contentHashSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** A template as it is sent: the engine reads it against the format and names what is wrong. */
export const documentSchema = z.record(z.string(), z.unknown());
const pointerSchema = z.string().max(1000);

/** One change of one place of a template; see `Change` in core. */
export const changeSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('set'), value: z.unknown() }),
  z.strictObject({ op: z.literal('unset') }),
  z.strictObject({ op: z.literal('add'), value: z.unknown() }),
  z.strictObject({ op: z.literal('remove') }),
  z.strictObject({
    op: z.literal('members'),
    add: z.array(z.string().max(100)).max(1000),
    remove: z.array(z.string().max(100)).max(1000),
  }),
]);
/** What an adaptation changes of its base, by place (JSON pointer). */
export const differenceSchema = z.record(pointerSchema, changeSchema);

/** An adaptation as a file. */
export const adaptationSchema = z.strictObject({
  format: z.literal('gangmu-adaptation/1'),
  base: contentHashSchema,
  applies: z.enum(['self-and-below', 'below']),
  difference: differenceSchema,
});

export const personAnswer = z.object({ id: z.string(), name: localTextAnswer });
export const unitAnswer = z.object({ id: z.string(), code: z.string(), name: localTextAnswer });

/** How a design takes over a new version of the level above when nothing needs a decision. */
export const TAKEOVERS = ['ask', 'dates-and-people', 'automatic'] as const;
export const takeoverSchema = z.enum(TAKEOVERS);

/**
 * new – nothing published yet; current – the published version is made on the newest version above; pending – a newer
 * version above waits to be taken over; orphaned – no unit above has this design any more.
 */
export const designStateSchema = z.enum(['new', 'current', 'pending', 'orphaned']);

/** What taking over the newest version above means, as it was computed when that was published. */
export const updateStateSchema = z.enum(['automatic', 'decisions', 'refused']);

export const leaseSchema = z.object({
  by: personAnswer,
  since: z.int(),
  until: z.int(),
  /** Whether the asker's own editing session (the lease named in the request) holds it. */
  mine: z.boolean(),
});

export const versionSchema = z.object({
  number: z.int(),
  /** Content hash of the template as it applies with this version. */
  hash: z.string(),
  /** Content hash of what it was made on; null for a root design. */
  base: z.string().nullable(),
  applies: z.enum(['self-and-below', 'below']),
  at: z.int(),
  by: personAnswer.nullable(),
  reason: z.string(),
  document: z.string().nullable(),
  /** How it came about. */
  origin: z.enum(['published', 'taken-over']),
});
export type DesignVersion = z.infer<typeof versionSchema>;

export const designSchema = z.object({
  id: z.string(),
  kind: z.enum(['template', 'adaptation']),
  title: localTextAnswer,
  unit: unitAnswer,
  /** The design at the head of the chain; the design itself for a template. */
  root: z.string(),
  /** The design of the nearest unit above that has published one; null for a template, and for orphans. */
  above: z.object({ design: z.string(), unit: unitAnswer, number: z.int(), hash: z.string() }).nullable(),
  applies: z.enum(['self-and-below', 'below']),
  takeover: takeoverSchema,
  state: designStateSchema,
  published: versionSchema.nullable(),
  /** Null where there is none, and for those who may not see drafts of this level. */
  draft: z
    .object({
      revision: z.int(),
      /** What it is made on; differs from `above.hash` until the update is taken over. */
      base: z.string().nullable(),
      savedAt: z.int(),
      savedBy: personAnswer.nullable(),
      lease: leaseSchema.nullable(),
    })
    .nullable(),
  /** What the pending update means; null while it has not been looked at. */
  update: z.object({ state: updateStateSchema, conflicts: z.int() }).nullable(),
  /** When a level above last asked for the update that waits, and who. */
  reminded: z.object({ at: z.int(), by: personAnswer.nullable() }).nullable(),
  archived: z.boolean(),
  /** What the asker may do with it. */
  may: z.object({ design: z.boolean(), publish: z.boolean() }),
});
export type Design = z.infer<typeof designSchema>;

/** Where a place of an effective template comes from. */
export const provenanceSchema = z.object({
  /** Places some level below the root has set, longest first wins; what is not named is the root's. */
  places: z.array(z.object({ path: z.string(), unit: unitAnswer })),
  root: unitAnswer,
});

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

/** A line of the list of tightenings (加码清单). */
export const tighteningSchema = z.object({
  code: z.string(),
  path: z.string(),
  params: z.record(z.string(), z.unknown()),
  text: z.string(),
});

export const sentenceSchema = z.object({
  code: z.string(),
  path: z.string(),
  params: z.record(z.string(), z.unknown()),
  kind: z.string(),
  weight: z.string(),
  text: z.string(),
});

export const conflictSchema = z.object({
  key: z.string(),
  class: z.enum(['both-edited', 'edited-removed', 'anchor-vanished', 'newly-locked', 'breaks-rule', 'same-id']),
  path: z.string(),
  base: z.unknown().optional(),
  theirs: z.unknown().optional(),
  mine: z.unknown().optional(),
  mayKeep: z.boolean(),
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
  decisions: z.array(decisionSchema.extend({ by: personAnswer.nullable(), at: z.int() })),
  onlyDatesAndPeople: z.boolean(),
  state: updateStateSchema,
});
export type DesignUpdate = z.infer<typeof updateSchema>;

/** A subordinate design on the adoption board. */
export const adoptionSchema = z.object({
  design: z.string(),
  unit: unitAnswer.extend({ path: z.string(), category: z.string() }),
  above: z.string().nullable(),
  state: designStateSchema,
  takeover: takeoverSchema,
  number: z.int().nullable(),
  publishedAt: z.int().nullable(),
  /** Number of the version above it is made on, and of the newest one above. */
  onNumber: z.int().nullable(),
  newestNumber: z.int().nullable(),
  /** Since when the newest version above has been waiting. */
  waitingSince: z.int().nullable(),
  /** When it was last reminded of what waits now. */
  remindedAt: z.int().nullable(),
  update: z.object({ state: updateStateSchema, conflicts: z.int(), reasons: z.array(findingSchema) }).nullable(),
  tightenings: z.int(),
});

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

/** A unit's wish to deviate (变通), and what came of it. */
export const varianceSchema = z.object({
  id: z.string(),
  root: z.string(),
  unit: unitAnswer,
  path: z.string(),
  /** What the place is called, for people. */
  place: z.string(),
  allows: z.enum(['change', 'remove']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string(),
  askedBy: personAnswer.nullable(),
  askedAt: z.int(),
  /** The unit that set the mandate: it, or one above it, decides. */
  setBy: unitAnswer,
  state: z.enum(['asked', 'granted', 'refused', 'withdrawn']),
  /** Units it is granted to, each with everything below it. */
  units: z.array(unitAnswer),
  answeredBy: personAnswer.nullable(),
  answeredAt: z.int().nullable(),
  answer: z.string().nullable(),
  document: z.string().nullable(),
  may: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
});
export type Variance = z.infer<typeof varianceSchema>;

export const designParams = z.object({ design: identifierSchema });
