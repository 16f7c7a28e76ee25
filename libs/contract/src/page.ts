import { z } from 'zod';

/** An identifier as the engine makes them; never more than this, so that nothing long reaches the database. */
export const identifierSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_.-]+$/);

/** Query of every list: opaque cursor of the page before, and how many at most. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

/** A page of a list; `next` is missing on the last one. */
export const pageOf = <T extends z.ZodType>(entry: T) =>
  z.object({ entries: z.array(entry), next: z.string().optional() });

export const localTextAnswer = z.object({ zh: z.string(), en: z.string().optional() });
