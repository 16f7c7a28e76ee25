/** Which ladder is meant: the template's own, a step's, or that of a step's review. */
import { z } from 'zod';
import { pointer } from '../findings.js';
import { idSchema, type Ladder, type Template } from '../template/document.js';
import { has, missing, need, type Refused } from './elements.js';

export const ladderOf = { step: idSchema.optional(), review: idSchema.optional() };
const schema = z.strictObject(ladderOf);

/** The place of the ladder and what stands there (nothing where the step has none of its own). */
export function ladderAt(
  template: Template,
  { step, review }: z.infer<typeof schema>,
): { path: string; ladder: Ladder | undefined } | Refused {
  if (step === undefined) return { path: '/ladder', ladder: template.ladder };
  const gone = need(template, 'step', step);
  if (gone) return gone;
  const of = template.steps[step];
  if (review === undefined) return { path: pointer('steps', step, 'ladder'), ladder: of?.ladder };
  if (!has(of?.reviews, review)) return missing('review', pointer('steps', step, 'reviews', review));
  return { path: pointer('steps', step, 'reviews', review, 'ladder'), ladder: of?.reviews[review]?.ladder };
}
