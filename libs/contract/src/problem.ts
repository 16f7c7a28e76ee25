import { z } from 'zod';

/** RFC 9457 problem details, as every refusal of the engine is answered. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What went wrong, for programs; words for people are in `detail`. */
  code: z.string(),
  /** JSON pointer to the place in the request, '' for the whole. */
  path: z.string(),
  params: z.record(z.string(), z.unknown()),
  detail: z.string(),
  instance: z.string(),
  /** Further places, where more than one thing is wrong. */
  problems: z
    .array(
      z.object({ code: z.string(), path: z.string(), params: z.record(z.string(), z.unknown()), detail: z.string() }),
    )
    .optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;
