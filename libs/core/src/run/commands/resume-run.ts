import { workingMinutesBetween } from '../../deadlines/resolve.js';
import type { Minute } from '../../instants.js';
import { commandRule, isLive, refusal } from '../command-rule.js';
import { afterWorkingMinutes, type Dating, datingOf } from '../run-dates.js';

/**
 * A limit after the pause: the working time that was left counts on from now. One that had already passed moves by
 * the pause itself, so that the lateness of before stays and the pause adds none.
 */
function shifted(now: Minute, limit: Minute, since: Minute, dating: Dating): Minute {
  if (limit <= since) return limit + (now - since);
  const left = workingMinutesBetween(dating.calendar, since, limit, dating.template.timeZone);
  return Math.max(limit, afterWorkingMinutes(now, left, limit, dating));
}

/**
 * The run goes on: what was left of each limit counts from now. The pause took back every rung, and a rung never comes
 * back under the revision it was taken back from: so every limit begins a new one, also where it stays as it was – a
 * pause over a weekend.
 */
export const resumeRun = commandRule({
  type: 'ResumeRun',
  roles: ['designer', 'administrator'],
  whileHeld: true,
  decide(d) {
    const since = d.run.heldSince;
    if (d.run.status !== 'held' || since === undefined) return refusal('run.resume.not-held');
    d.emit({ type: 'RunResumed', at: d.now });
    for (const item of Object.values(d.run.items)) {
      const holding = item.holdings.at(-1);
      if (!isLive(item) || !holding || (holding.limit === null && item.due === null && item.closes === null)) continue;
      const withUnit = item.status !== 'submitted';
      const step = d.compiledStep(item.step);
      // Own rest days are the unit's: a reviewer works on them.
      const dating = withUnit && step ? datingOf(d.context, step.step) : d.context;
      const move = (limit: Minute | null): Minute | null =>
        limit === null ? null : shifted(d.now, limit, since, dating);
      // While a reviewer has it, the pause is theirs; the unit's own deadline stays as it was met or missed.
      const due = withUnit ? move(item.due) : item.due;
      const closes = withUnit ? move(item.closes) : item.closes;
      const limit = withUnit ? due : move(holding.limit);
      if (limit === null && due === item.due && closes === item.closes) continue;
      d.emit({ type: 'DeadlineChanged', item: item.id, due, closes, reason: 'resumed', at: d.context.at, limit });
    }
    d.touchAll();
    return undefined;
  },
});
