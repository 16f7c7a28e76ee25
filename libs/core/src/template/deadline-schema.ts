/** Deadlines as they are written: anchors, bounds and the rungs of a ladder. `deadlines/resolve.ts` gives them minutes. */
import { z } from 'zod';
import { authoritySchema, idSchema, plainDateSchema, timeOfDaySchema } from './basics.js';

/** The point in time a bound or an opening counts from. */
export const anchorSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('campaign-start') }),
  z.strictObject({ from: z.literal('campaign-end') }),
  z.strictObject({ from: z.literal('phase-opening'), phase: idSchema }),
  z.strictObject({ from: z.literal('step-ended'), step: idSchema }),
  z.strictObject({ from: z.literal('date'), date: plainDateSchema }),
  /** The opening of this very item: for on-call steps and for periods (the period's end). */
  z.strictObject({ from: z.literal('item-opening') }),
  z.strictObject({ from: z.literal('period-end') }),
]);
export type Anchor = z.infer<typeof anchorSchema>;

export const rollSchema = z.enum(['none', 'next-working-day', 'previous-working-day']);

/** anchor ± offset, rolled off rest days, at a time of day. The earliest resolved bound of a step applies. */
export const boundSchema = z.strictObject({
  anchor: anchorSchema,
  offset: z.int().min(-1000).max(1000).default(0),
  unit: z.enum(['calendar-days', 'working-days']).default('calendar-days'),
  roll: rollSchema.default('none'),
  at: timeOfDaySchema.default('18:00'),
  authority: authoritySchema.optional(),
});
export type Bound = z.infer<typeof boundSchema>;

/** One rung of the deadline ladder: when, relative to the deadline, which effect reaches whom. */
export const rungSchema = z.strictObject({
  /** Days relative to the deadline, negative before. */
  offset: z.int().min(-365).max(365),
  unit: z.enum(['calendar-days', 'working-days']).default('working-days'),
  at: timeOfDaySchema.default('09:00'),
  effect: z.enum(['remind', 'urge', 'escalate', 'tell']),
  to: z.enum(['unit', 'superior', 'county', 'reviewer', 'inspection-group']),
  /** Repeated every `every` days until the item ends, at most `times`. */
  repeat: z.strictObject({ every: z.int().min(1).max(60), times: z.int().min(1).max(30) }).optional(),
  /** Off rungs are kept so that a level below can see what could be switched on. */
  on: z.boolean().default(true),
});
export type Rung = z.infer<typeof rungSchema>;
export const ladderSchema = z.record(idSchema, rungSchema);
export type Ladder = z.infer<typeof ladderSchema>;
