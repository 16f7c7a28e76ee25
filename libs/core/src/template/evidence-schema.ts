/** What an item must hand in, as it is written; `run/validate-values.ts` holds what is handed in against it. */
import { z } from 'zod';
import { idSchema, localTextSchema, mandateSchema } from './basics.js';

const evidenceBase = {
  title: localTextSchema,
  guidance: localTextSchema.optional(),
  required: z.boolean().default(true),
  order: z.number().default(0),
  mandate: mandateSchema.optional(),
};
/** A figure over a table column: the sum, the number of rows or of distinct days, over the rows a filter keeps. */
export const aggregateRuleSchema = z.strictObject({
  of: z.enum(['sum', 'count', 'distinct-days']),
  column: idSchema.optional(),
  /** Rows whose `column` holds one of `exclude` do not count (lectures are no study-discussion). */
  filter: z
    .strictObject({ column: idSchema, only: z.array(z.string()).optional(), exclude: z.array(z.string()).optional() })
    .optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
export const choiceOptionSchema = z.strictObject({ value: idSchema, label: localTextSchema });
export const tableColumnSchema = z.strictObject({
  title: localTextSchema,
  type: z.enum(['text', 'number', 'date', 'choice']),
  options: z.array(choiceOptionSchema).max(100).optional(),
  required: z.boolean().default(true),
  order: z.number().default(0),
});
const unitNameSchema = z.strictObject({ zh: z.string().min(1).max(20), en: z.string().min(1).max(40).optional() });
export const evidenceSchema = z.discriminatedUnion('type', [
  /** due / present / on leave / made up */
  z.strictObject({
    ...evidenceBase,
    type: z.literal('head-count'),
    minPresentPercent: z.number().min(0).max(100).optional(),
  }),
  z.strictObject({ ...evidenceBase, type: z.literal('date') }),
  z.strictObject({
    ...evidenceBase,
    type: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    /** What is counted: 人, people. Templates written before units had two languages have a plain text. */
    unit: z.union([unitNameSchema, z.string().max(20)]).optional(),
    integer: z.boolean().default(true),
  }),
  z.strictObject({
    ...evidenceBase,
    type: z.literal('text'),
    minLength: z.int().min(0).optional(),
    maxLength: z.int().min(1).max(20000).default(2000),
  }),
  z.strictObject({
    ...evidenceBase,
    type: z.literal('choice'),
    options: z.array(choiceOptionSchema).min(1).max(100),
    multiple: z.boolean().default(false),
  }),
  z.strictObject({
    ...evidenceBase,
    type: z.literal('file'),
    allowed: z.array(z.string().max(20)).default(['pdf', 'docx', 'xlsx', 'jpg', 'png']),
    min: z.int().min(0).default(1),
    max: z.int().min(1).max(50).default(5),
    role: z.enum(['minutes', 'sign-in', 'plan', 'report', 'other']).default('other'),
  }),
  z.strictObject({
    ...evidenceBase,
    type: z.literal('photo'),
    min: z.int().min(0).default(1),
    max: z.int().min(1).max(20).default(3),
    /** What is on it; a sign-in sheet that was photographed is one. */
    role: z.enum(['sign-in', 'other']).optional(),
  }),
  z.strictObject({
    ...evidenceBase,
    type: z.literal('table'),
    columns: z.record(idSchema, tableColumnSchema),
    minRows: z.int().min(0).default(1),
    maxRows: z.int().min(1).max(2000).default(200),
    rules: z.array(aggregateRuleSchema).max(20).default([]),
  }),
]);
export type Evidence = z.infer<typeof evidenceSchema>;

/** Whether what is handed in is a sign-in sheet, as a document or photographed: it names people, so few may see it. */
export const isSignInSheet = (evidence: Evidence): boolean =>
  (evidence.type === 'file' || evidence.type === 'photo') && evidence.role === 'sign-in';
