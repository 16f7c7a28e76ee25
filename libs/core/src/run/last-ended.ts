import type { Minute } from '../instants.js';
import type { RunState } from './model.js';
import { own } from './own.js';

/** When the last of these steps ended, in whatever way; undefined while one has not. None at all ended at the start. */
export function lastEnded(run: RunState, steps: readonly string[]): Minute | undefined {
  let last = run.start;
  for (const id of steps) {
    const endedAt = own(run.steps, id)?.endedAt;
    if (endedAt === undefined) return undefined;
    last = Math.max(last, endedAt);
  }
  return last;
}
