/**
 * An activity (活动记录): something held once that counts for several items of several units. It is recorded once;
 * each run takes its share through the one door, each succeeding or failing alone.
 */
import { type Refusal, type Result, accept, refuse } from '../findings.js';
import { isPlainDate } from '../calendar/plain-date.js';
import type { PlainDate } from '../instants.js';
import type { Step } from '../template/document.js';
import type { CommandOf, HeadCount, Values } from './model.js';
import { own } from './own.js';

export interface Activity {
  id: string;
  date: PlainDate;
  place?: string;
  /** What it was at once: study, lecture, discussion … */
  kinds: string[];
  /** Each unit's own share of those who took part, by unit id. */
  headCounts: Record<string, HeadCount>;
  /** Content hashes shared by all. */
  photos?: string[];
  files?: string[];
}
/** An item that takes its share. */
export interface ActivityShare {
  run: string;
  unit: string;
  item: string;
  step: Pick<Step, 'evidence' | 'sensitive'>;
  /** What this item asks for beyond the activity's own facts; wins over them. */
  values?: Values;
}

/** What an item's evidence takes from an activity, by the type of each field. */
export function sharedValues(
  activity: Activity,
  { unit, step, values = {} }: Omit<ActivityShare, 'run' | 'item'>,
): Values {
  const shared: Values = {};
  for (const [id, { type }] of Object.entries(step.evidence)) {
    const heads = type === 'head-count' ? own(activity.headCounts, unit) : undefined;
    if (type === 'date') shared[id] = activity.date;
    else if (heads) shared[id] = heads;
    else if (type === 'photo' && activity.photos?.length && !step.sensitive) shared[id] = activity.photos;
    else if (type === 'file' && activity.files?.length && !step.sensitive) shared[id] = activity.files;
  }
  return { ...shared, ...values };
}

/**
 * The commands with which an activity counts for items, in the order given; one per run and item. Refusals:
 * `activity.date`, `activity.kinds`, `activity.shares`, `activity.other-day`. Whether a share is accepted, its own run decides.
 */
export function shareActivity(
  activity: Activity,
  shares: readonly ActivityShare[],
): Result<{ run: string; command: CommandOf<'SubmitItem'> }[]> {
  const refusal = activityRefusal(activity, shares);
  if (refusal) return { ok: false, refusal };
  const seen = new Set<string>();
  const commands: { run: string; command: CommandOf<'SubmitItem'> }[] = [];
  for (const share of shares) {
    const key = JSON.stringify([share.run, share.item]);
    if (seen.has(key)) continue;
    seen.add(key);
    const values = sharedValues(activity, share);
    commands.push({ run: share.run, command: { type: 'SubmitItem', item: share.item, values, activity: activity.id } });
  }
  return accept(commands);
}

function activityRefusal(activity: Activity, shares: readonly ActivityShare[]): Refusal | undefined {
  if (typeof activity.date !== 'string' || !isPlainDate(activity.date)) return refuse('activity.date', '/date').refusal;
  if (activity.kinds.length === 0) return refuse('activity.kinds', '/kinds').refusal;
  if (shares.length === 0) return refuse('activity.shares', '/shares').refusal;
  const other = shares.findIndex((share) => isOfAnotherDay(activity, share));
  return other < 0
    ? undefined
    : refuse('activity.other-day', `/shares/${other}/values`, { date: activity.date }).refusal;
}

/** Whether an item gives dates of its own and none of them is the activity's: then it was something else. */
function isOfAnotherDay(activity: Activity, { step, values = {} }: ActivityShare): boolean {
  const days = Object.entries(step.evidence).flatMap(([id, { type }]) =>
    type === 'date' && own(values, id) !== undefined ? [own(values, id)] : [],
  );
  return days.length > 0 && !days.includes(activity.date);
}
