/** What the designer's routes speak of: designs, drafts, versions, updates from above, variances. */
import { z } from 'zod';
import { identifierSchema, localTextAnswer } from './page.js';

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
 * version above waits to be taken over by what is published or by the draft (which only those see who may work on it;
 * once the draft has taken it over, its publication is waited for); orphaned – no unit above has this design any more.
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
  /** What a new calendar or the end of a variance brought to light in what is published: how much, by which calendar. */
  recheck: z.object({ calendar: z.string(), findings: z.int(), at: z.int() }).nullable(),
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

export const designParams = z.object({ design: identifierSchema });

/** Names one editing session (a tab), so that two windows of one person do not overwrite each other. */
export const leaseKeySchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export const reasonSchema = z.string().trim().max(2000);
export const documentNumberSchema = z.string().trim().max(200);
export const appliesSchema = z.enum(['self-and-below', 'below']);

/** Whole templates of thousands of steps are sent: as much as the format allows, in Chinese. */
export const LARGEST_DOCUMENT = 16 * 1024 * 1024;
