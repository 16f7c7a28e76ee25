/** What a command is decided with: who asks, when, by which template and calendar. Handed in, never looked up. */
import type { Calendar } from '../calendar/calendar.js';
import type { Instant } from '../instants.js';
import type { Template } from '../template/document.js';
import type { Actor } from './run-state.js';

/** Facts about the unit that conditions read: those of the moment they are decided; the first are in `RunStarted`. */
export interface UnitFacts {
  category: string;
  rank?: string;
  level: number;
  size: number;
  groups: string[];
}

/** What is done in a role: an item filed, a review given. */
export type RoleAct = 'file' | 'review';
/** Whether somebody can: a post that stands for the role, somebody who stands in, nobody at all. */
export type Standing = 'held' | 'substitute' | 'nobody';

export interface RunContext {
  actor: Actor;
  at: Instant;
  /** Fresh ids, in order; pure code never makes one. */
  newId: () => string;
  template: Template;
  calendar: Calendar;
  /** The one its dates were given by so far: where they are computed anew, by `RecomputeDeadlines`. */
  formerCalendar?: Calendar;
  unit: UnitFacts;
  /** Whether somebody can act in a role for this unit now; a role without a holder falls to its substitute. */
  holderOf: (role: string, act?: RoleAct) => Standing;
}
