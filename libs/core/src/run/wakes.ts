/**
 * What a run needs to be woken for: ladder rungs and its own future openings. Derived from the state alone, so the
 * table of deadlines can always be rebuilt from it.
 */
import type { Minute } from '../instants.js';

export interface Wake {
  /** `rung`: an effect of the ladder; `opening`: AdvanceTime must run at this minute; `close`: the run's end. */
  kind: 'rung' | 'opening' | 'close';
  at: Minute;
  item?: string;
  revision?: number;
  rung?: string;
  repetition?: number;
  effect?: 'remind' | 'urge' | 'escalate' | 'tell';
  to?: 'unit' | 'superior' | 'county' | 'reviewer' | 'inspection-group';
}
