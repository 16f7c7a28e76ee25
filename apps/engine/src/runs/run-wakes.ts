/** Which alarms a command sets and which it takes back: only those of what it changed. */
import {
  isLive,
  type Item,
  type RunContext,
  type RunState,
  type Wake,
  wakesOf,
  wakesOfItem,
  wakesOfRun,
} from '@gangmu/core';

type Around = Pick<RunContext, 'template' | 'calendar' | 'formerCalendar'>;

/** Everything a run is to be woken for: when it starts. */
export const allWakes = (run: RunState, around: Around): Wake[] => wakesOf(run, around);

/** What an item's rungs follow from. */
const sameRungs = (was: Item | undefined, is: Item): boolean =>
  was !== undefined &&
  was.status === is.status &&
  was.revision === is.revision &&
  was.due === is.due &&
  was.review === is.review;

/** A pause takes back the rungs of everything live, and its end sets them anew, though no item may have changed. */
const pauses = (before: RunState, after: RunState): boolean => (before.status === 'held') !== (after.status === 'held');

const sameWake = (a: Wake, b: Wake): boolean => a.kind === b.kind && a.at === b.at;

/**
 * The wakes to add and the items whose pending rungs end. '' stands for the run's own openings. A rung that has rung
 * already keeps its row: rows are keyed by item, revision, rung and repetition, and a second insert changes nothing.
 */
export function changedWakes(
  before: RunState,
  after: RunState,
  around: Around,
): { wakes: Wake[]; cancelled: string[] } {
  const wakes: Wake[] = [];
  const cancelled: string[] = [];
  const paused = pauses(before, after);
  for (const item of Object.values(after.items)) {
    const was = before.items[item.id];
    if (!(paused && isLive(item)) && (was === item || sameRungs(was, item))) continue;
    if (was !== undefined) cancelled.push(item.id);
    wakes.push(...wakesOfItem(after, item, around));
  }
  const { template, calendar, formerCalendar = calendar } = around;
  const [own, now] = [wakesOfRun(before, { template, calendar: formerCalendar }), wakesOfRun(after, around)];
  if (own.length !== now.length || own.some((wake, n) => !sameWake(wake, now[n]!))) {
    cancelled.push('');
    wakes.push(...now);
  }
  return { wakes, cancelled };
}
