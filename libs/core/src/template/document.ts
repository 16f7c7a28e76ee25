/**
 * The template document: the one format in which a campaign's plan is written, published, adapted and run.
 *
 * Everything that can be referred to lives in a map keyed by a stable id; order is a field. That is what makes
 * field-level differences, three-way merge and mandates per field possible. The layout of the canvas is kept in
 * `layout` so that moving a box is no change of meaning (it is left out of the content hash).
 */
import { z } from 'zod';
import {
  authoritySchema,
  idSchema,
  localTextSchema,
  mandateSchema,
  notesSchema,
  plainDateSchema,
  postSchema,
} from './basics.js';
import { conditionSchema } from './condition-schema.js';
import { anchorSchema, boundSchema, ladderSchema } from './deadline-schema.js';
import { evidenceSchema } from './evidence-schema.js';

export * from './basics.js';
export * from './condition-schema.js';
export * from './deadline-schema.js';
export * from './evidence-schema.js';

/** order: a skipped predecessor satisfies; needs: a skipped predecessor skips this step. */
export const edgeSchema = z.strictObject({
  from: idSchema,
  to: idSchema,
  kind: z.enum(['order', 'needs']).default('order'),
});
export const joinSchema = z.union([z.literal('all'), z.literal('any'), z.strictObject({ atLeast: z.int().min(1) })]);

export const reviewSchema = z.strictObject({
  by: z.discriminatedUnion('who', [
    z.strictObject({ who: z.literal('superior') }),
    z.strictObject({ who: z.literal('role'), role: idSchema }),
    z.strictObject({ who: z.literal('inspection-group') }),
  ]),
  order: z.number().default(0),
  /** The reviewer's own limit, working days after the item reached them. */
  limitDays: z.int().min(1).max(60).default(3),
  ladder: ladderSchema.optional(),
  mandate: mandateSchema.optional(),
});
export type Review = z.infer<typeof reviewSchema>;

export const occurrencesSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('once') }),
  /** one item per entry of a run's register (leaders, cohorts, sub-groups …) */
  z.strictObject({ mode: z.literal('each'), register: idSchema }),
  /** one item per period between two anchors, counted from the first, clamped to month ends */
  z.strictObject({
    mode: z.literal('every'),
    period: z.enum(['week', 'half-month', 'month', 'quarter']),
    count: z.int().min(1).max(12).default(1),
    start: anchorSchema,
    end: anchorSchema,
  }),
  /** triggered by a command, e.g. for each new document to be studied */
  z.strictObject({ mode: z.literal('on-call') }),
]);
export type Occurrences = z.infer<typeof occurrencesSchema>;

/** A cascade step ends when at least k or p % of the live subordinate runs reached the milestone step. */
export const cascadeSchema = z.strictObject({
  milestone: idSchema,
  need: z.union([z.strictObject({ atLeast: z.int().min(1) }), z.strictObject({ percent: z.number().gt(0).max(100) })]),
});

export const openingSchema = z.strictObject({
  /** Earliest opening; without bounds the step opens with its phase and its predecessors. */
  notBefore: boundSchema.optional(),
});

/** An extension point: which local extra steps may hang here, how many, and whether what follows waits. */
const extensionSchema = z.strictObject({
  kinds: z.array(idSchema).optional(),
  max: z.int().min(0).max(20).default(3),
  followersWait: z.boolean().default(false),
});

export const stepSchema = z.strictObject({
  phase: idSchema,
  kind: idSchema,
  title: localTextSchema,
  guidance: localTextSchema.optional(),
  authority: authoritySchema.optional(),
  order: z.number().default(0),
  mandate: mandateSchema.default('fixed'),
  /** Mandates of single fields override the element's, e.g. { "guidance": "free" }. */
  fieldMandates: z.record(z.string().max(60), mandateSchema).optional(),
  lead: idSchema,
  supporting: z.array(idSchema).max(20).default([]),
  join: joinSchema.default('all'),
  when: conditionSchema.optional(),
  occurrences: occurrencesSchema.default({ mode: 'once' }),
  evidence: z.record(idSchema, evidenceSchema).default({}),
  reviews: z.record(idSchema, reviewSchema).default({}),
  opening: openingSchema.default({}),
  deadlines: z.record(idSchema, boundSchema).default({}),
  ladder: ladderSchema.optional(),
  /** Nothing is accepted after this bound without an extension; apart from late, off by default. */
  closes: boundSchema.optional(),
  cascade: cascadeSchema.optional(),
  /** Accepts counts, dates, choices and "reviewed by" only – never text or files. */
  sensitive: z.boolean().default(false),
  estimatedMinutes: z.int().min(0).max(10000).default(30),
  /** Minimum working time in working days; an item that opens with less gets it, the shortfall attributed. */
  minimumDays: z.int().min(0).max(60).default(0),
  /**
   * A unit's own rest days (a fair, a harvest): beside those of the calendar, for this step alone. A level sets them on
   * what is its own or free; what is locked above keeps to the calendar.
   */
  restDays: z.array(plainDateSchema).max(100).optional(),
  /** Equivalents per category a lower level may choose from (mandate `alternative`). */
  alternatives: z
    .record(
      idSchema,
      z.strictObject({
        title: localTextSchema,
        categories: z.array(z.string()).default([]),
        guidance: localTextSchema.optional(),
      }),
    )
    .optional(),
  /** Parameters that the kind declares. */
  params: z.record(idSchema, z.unknown()).default({}),
  tags: z.array(z.string().max(60)).max(30).default([]),
  extension: extensionSchema.optional(),
  /** Mechanism numbers of the offices' own documents, for traceability (M01 …). */
  mechanisms: z.array(z.string().regex(/^M\d\d$/)).default([]),
  /** A local step says at which extension point it hangs; steps of a root template hang nowhere. */
  hangsAt: z
    .discriminatedUnion('at', [
      z.strictObject({ at: z.literal('phase'), phase: idSchema }),
      z.strictObject({ at: z.literal('step'), step: idSchema }),
    ])
    .optional(),
  /** Which of the `alternatives` was chosen for a category of units. */
  chosen: z.record(idSchema, idSchema).optional(),
  notes: notesSchema.optional(),
  post: postSchema.optional(),
});
export type Step = z.infer<typeof stepSchema>;

export const phaseOpeningSchema = z.strictObject({
  notBefore: boundSchema.optional(),
  afterSteps: z.array(idSchema).default([]),
  afterPhases: z.array(idSchema).default([]),
  /** Share of the predecessors (named in afterSteps/afterPhases) that must have ended, percent. */
  share: z.number().gt(0).max(100).default(100),
});
export const phaseSchema = z.strictObject({
  title: localTextSchema,
  guidance: localTextSchema.optional(),
  order: z.number().default(0),
  /** No opening rule means open from the campaign's start: the programme is run as one piece. */
  opening: phaseOpeningSchema.optional(),
  mandate: mandateSchema.default('fixed'),
  extension: extensionSchema.optional(),
  notes: notesSchema.optional(),
});
export type Phase = z.infer<typeof phaseSchema>;

export const roleSchema = z.strictObject({
  title: localTextSchema,
  /** Who stands in where nobody holds the role; `superior` is the unit above. */
  substitute: z.union([idSchema, z.literal('superior')]).default('superior'),
  post: postSchema.optional(),
});
export const registerSchema = z.strictObject({
  title: localTextSchema,
  /** Entries that every run starts with. */
  entry: localTextSchema.optional(),
  when: conditionSchema.optional(),
});

/** A rule on the whole effective template, counted from its owner down. */
export const policySchema = z.strictObject({
  title: localTextSchema,
  reason: localTextSchema,
  authority: authoritySchema.optional(),
  categories: z.array(z.string()).default([]),
  rule: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('forbid-kinds'), kinds: z.array(idSchema) }),
    z.strictObject({ type: z.literal('forbid-tags'), tags: z.array(z.string()) }),
    z.strictObject({ type: z.literal('max-local-steps'), max: z.int().min(0) }),
    z.strictObject({ type: z.literal('max-items'), max: z.int().min(1) }),
    z.strictObject({ type: z.literal('max-weekly-minutes'), minutes: z.int().min(1) }),
    z.strictObject({ type: z.literal('max-weekly-uploads'), uploads: z.int().min(0) }),
    z.strictObject({ type: z.literal('max-evidence'), perStep: z.int().min(0) }),
    z.strictObject({ type: z.literal('no-rest-days') }),
  ]),
});
export type Policy = z.infer<typeof policySchema>;

export const categorySchema = z.strictObject({ title: localTextSchema });

export const templateSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('gangmu-template/1'),
  id: idSchema,
  title: localTextSchema,
  /** What this programme is called on screen: 主题教育, 学习教育, 专项行动 … */
  noun: localTextSchema,
  inspectionNoun: localTextSchema.optional(),
  authority: authoritySchema.optional(),
  timeZone: z.string().max(60).default('Asia/Shanghai'),
  /** The planned window; a launch may set real dates. */
  window: z.strictObject({ start: plainDateSchema, end: plainDateSchema }),
  calendar: z.string().max(60).default('cn'),
  categories: z.record(idSchema, categorySchema).default({}),
  roles: z.record(idSchema, roleSchema).default({}),
  registers: z.record(idSchema, registerSchema).default({}),
  phases: z.record(idSchema, phaseSchema),
  steps: z.record(idSchema, stepSchema),
  edges: z.record(idSchema, edgeSchema).default({}),
  ladder: ladderSchema.default({}),
  policies: z.record(idSchema, policySchema).default({}),
  layout: z.record(idSchema, z.strictObject({ x: z.number(), y: z.number() })).optional(),
});
/** Where a file comes from: what it says can be merged when it comes back changed. */
export const madeFromSchema = z.strictObject({
  /** Content hash and number of the published version. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  number: z.int().min(1),
});
export type MadeFrom = z.infer<typeof madeFromSchema>;
/** A template as a file. Where it comes from is no part of what it says. */
export const templateFileSchema = templateSchema.extend({ madeFrom: madeFromSchema.optional() });

/** A template as it stands after parsing: every default filled in. */
export type Template = z.infer<typeof templateSchema>;
/** A template as an author writes it. */
export type TemplateInput = z.input<typeof templateSchema>;
