/** What the ledger reminds of, and when: the ladder of a unit applied to the deadlines of its problems and measures. */
import type { Calendar } from '../calendar/calendar.js';
import { rungInstantsOn } from '../deadlines/resolve.js';
import type { Minute, PlainDate } from '../instants.js';
import type { Rung } from '../template/document.js';
import type { Problem } from './model.js';

/** A rung of a problem's ladder; keyed by measure, revision, rung and repetition. */
export interface ProblemRung {
  /** null: the deadline of the problem itself. */
  measure: string | null;
  revision: number;
  rung: string;
  repetition: number;
  at: Minute;
  effect: Rung['effect'];
  to: Rung['to'];
  /** Who is to have it done, by when. */
  unit: string;
  due: PlainDate;
}

/** What the ladder is worked out with. */
export interface LadderAround {
  ladder: Record<string, Rung>;
  calendar: Calendar;
  timeZone: string;
}

type Deadline = Pick<ProblemRung, 'measure' | 'revision' | 'unit' | 'due'>;

/** What is still to be done by a day: measures not done, and putting the problem right while nobody says it is. */
function deadlines(problem: Problem): Deadline[] {
  if (problem.status !== 'open') return [];
  const { due, unit, revision } = problem;
  const own: Deadline[] = due === null ? [] : [{ measure: null, revision, unit, due }];
  const measures = Object.values(problem.measures).flatMap((measure): Deadline[] =>
    measure.withdrawn || measure.doneOn !== undefined || measure.due === null
      ? []
      : [{ measure: measure.id, revision: measure.revision, unit: measure.unit, due: measure.due }],
  );
  return [...own, ...measures];
}

/**
 * Every rung of a problem as it stands, those of times gone by included: whoever keeps them knows which have ended.
 * Derived from the problem alone, so that what is kept can always be made anew.
 */
export const problemRungs = (problem: Problem, { ladder, calendar, timeZone }: LadderAround): ProblemRung[] =>
  deadlines(problem).flatMap((deadline) =>
    rungInstantsOn(ladder, deadline.due, calendar, timeZone).flatMap(({ rung, repetition, at }) => {
      const { effect, to } = ladder[rung] ?? {};
      return effect === undefined || to === undefined ? [] : [{ ...deadline, rung, repetition, at, effect, to }];
    }),
  );
