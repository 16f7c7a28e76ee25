import { workingMinutesBetween } from '../../deadlines/resolve.js';
import { minuteOf, type Minute } from '../../instants.js';
import { commandRule, endsByItself, isBlank, isFiler, refusal, targetOf } from '../command-rule.js';
import type { CompiledStep } from '../compiled.js';
import type { Decision } from '../decision.js';
import { dependentSteps } from '../dependents.js';
import type { Item } from '../model.js';
import { unitHolding } from '../open-item.js';
import { reopenStep } from '../reopening.js';
import { afterWorkingDays, afterWorkingMinutes, datingOf } from '../run-dates.js';

const MAX_MINIMUM_DAYS = 365;

/**
 * The later of the original deadline and return + the working time that was left when it was handed in, and at least
 * the reviewer's stated minimum. Somebody who used up their time still gets a working day to correct. The time is the
 * unit's: its own rest days are none of it. An order that came while the unit did not have it counts as well.
 */
export function dueAfterReturn(d: Decision, step: CompiledStep, item: Item, minimumDays: number): Minute | null {
  const least = Math.max(minimumDays, step.step.minimumDays, 1);
  const dating = datingOf(d.context, step.step);
  const ordered = item.ordered?.due ?? 0;
  if (item.due === null) {
    const due = Math.max(ordered, minimumDays > 0 ? afterWorkingDays(d.now, least, d.now, dating) : 0);
    return due === 0 ? null : due;
  }
  const handedIn = item.submittedAt === undefined ? d.now : minuteOf(item.submittedAt);
  const left = workingMinutesBetween(dating.calendar, handedIn, item.due, dating.template.timeZone);
  return Math.max(
    item.due,
    ordered,
    afterWorkingMinutes(d.now, left, item.due, dating),
    afterWorkingDays(d.now, least, item.due, dating),
  );
}

const isReturnable = (item: Item): boolean => item.status === 'submitted' || item.status === 'done';

/** Sends an item back to the unit, with those dependents the reviewer names. A comment is required. */
export const returnItem = commandRule({
  type: 'ReturnItem',
  roles: ['reviewer', 'inspector', 'designer', 'administrator'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    const { actor } = d.context;
    if (endsByItself(step)) return refusal('run.item.by-itself', '/item', { item: item.id });
    if (!isReturnable(item)) return refusal('run.item.not-handed-in', '/item', { item: item.id, status: item.status });
    if (isBlank(command.comment)) return refusal('run.return.comment', '/comment');
    if (isFiler(item, actor.person)) return refusal('run.review.own-filing', '/item', { item: item.id });
    if (actor.role === 'inspector' && actor.unit === d.run.unit) return refusal('run.return.own-unit');
    const days = command.minimumDays ?? 0;
    if (!Number.isInteger(days) || days < 0 || days > MAX_MINIMUM_DAYS)
      return refusal('run.return.minimum', '/minimumDays', { max: MAX_MINIMUM_DAYS });

    const after = dependentSteps(d.compiled, step.id);
    const dependents: [Item, CompiledStep][] = [];
    for (const [index, id] of [...new Set(command.dependents)].entries()) {
      const path = `/dependents/${index}`;
      const found = targetOf(d, id);
      if ('refusal' in found) return { ...found.refusal, path };
      if (!after.has(found.item.step)) return refusal('run.return.not-dependent', path, { item: id });
      if (!isReturnable(found.item))
        return refusal('run.item.not-handed-in', path, { item: id, status: found.item.status });
      dependents.push([found.item, found.step]);
    }
    returnOne(d, item, step, days, command);
    for (const [each, of] of dependents) returnOne(d, each, of, days, { comment: command.comment, because: item.id });
    return undefined;
  },
});

function returnOne(
  d: Decision,
  item: Item,
  step: CompiledStep,
  days: number,
  words: { comment: string; doAgain?: boolean; because?: string },
): void {
  const due = dueAfterReturn(d, step, item, days);
  d.emit({
    type: 'ItemReturned',
    item: item.id,
    comment: words.comment,
    due,
    at: d.context.at,
    by: d.context.actor,
    next: unitHolding(d, step, due),
    ...(words.doAgain ? { doAgain: true } : {}),
    ...(words.because === undefined ? {} : { because: words.because }),
  });
  reopenStep(d, step.id);
  d.touchStep(step.id);
}
