/** What every part of a template document is written in: ids, texts, dates, where a rule comes from, mandates. */
import { z } from 'zod';

/**
 * A slug or random id; never integer-like, because JavaScript reorders integer-like keys, and never a name that every
 * object answers to: looked up in a map, it would seem to be there already.
 */
export const idSchema = z
  .string()
  .regex(
    /^(?!(?:constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf)$)[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'an id starts with a letter and has letters, digits, - and _ only',
  );

export const localTextSchema = z.strictObject({
  zh: z.string().min(1).max(4000),
  en: z.string().min(1).max(4000).optional(),
});
export type LocalText = z.infer<typeof localTextSchema>;

/** ISO calendar date without a time, e.g. 2026-03-02. */
export const plainDateSchema = z.iso.date().regex(/^(19|20|21)/, 'a date between 1900 and 2199');
/** Wall-clock time of day, e.g. 18:00. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What levels below note for themselves; may be added to anything, whatever its mandate. */
export const notesSchema = z.record(idSchema, localTextSchema);
/** The post that answers for it; every level names its own. */
export const postSchema = localTextSchema;

/** Where a rule comes from: document number and clause; shown at every lock. */
export const authoritySchema = z.strictObject({
  document: z.string().max(200).optional(),
  clause: z.string().max(200).optional(),
  note: localTextSchema.optional(),
});

export const mandateSchema = z.enum(['fixed', 'alternative', 'tighten', 'free']);
export type Mandate = z.infer<typeof mandateSchema>;
