import { addDays, isPlainDate } from '../../calendar/plain-date.js';
import { dateOf } from '../../calendar/time-zone.js';
import type { Refusal } from '../../findings.js';
import { commandRule, endsByItself, isBlank, isWithUnit, refusal, targetOf } from '../command-rule.js';
import type { CompiledStep } from '../compiled.js';
import type { Decision } from '../decision.js';
import { isClosed } from '../lateness.js';
import type { Actor, PaperSignOff } from '../model.js';
import { nextReview } from '../reviewing.js';
import { type DateWindow, heldOn, validateValues } from '../validate-values.js';

/** Something held this long before the campaign is a slip in the year. */
const DAYS_BEFORE_CAMPAIGN = 180;

/** Between which dates something may have been held. */
export function dateWindow(d: Decision): DateWindow {
  const { timeZone } = d.context.template;
  return {
    earliest: addDays(dateOf(d.run.start, timeZone), -DAYS_BEFORE_CAMPAIGN),
    latest: dateOf(d.now, timeZone),
  };
}

/**
 * A signed sheet has a signer, a day that has been, and is there to be looked at – but for a sensitive step, of which
 * no paper is kept.
 */
export function paperRefusal(
  d: Decision,
  { step }: CompiledStep,
  paper: PaperSignOff | undefined,
): Refusal | undefined {
  if (!paper) return undefined;
  if (step.sensitive && paper.file !== undefined)
    return refusal('evidence.sensitive', '/paper/file', { title: step.title });
  if (!step.sensitive && isBlank(paper.file)) return refusal('run.paper.file', '/paper/file');
  if (typeof paper.signer !== 'string' || paper.signer.trim() === '')
    return refusal('run.paper.signer', '/paper/signer');
  if (typeof paper.date !== 'string' || !isPlainDate(paper.date)) return refusal('evidence.date.shape', '/paper/date');
  return paper.date > dateWindow(d).latest
    ? refusal('evidence.date.future', '/paper/date', { date: paper.date })
    : undefined;
}

/** Whether somebody of another unit files without saying on whose word (代填). Of whom no unit is known is not asked. */
const isForAnother = ({ role, unit, onBehalfOf }: Actor, own: string): boolean =>
  role === 'operator' && unit !== undefined && unit !== own && onBehalfOf === undefined;

/** Hands an item in: its values are held against what is asked, then it goes to the first review or ends. */
export const submitItem = commandRule({
  type: 'SubmitItem',
  roles: ['operator', 'administrator', 'machine'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    if (endsByItself(step)) return refusal('run.item.by-itself', '/item', { item: item.id });
    if (!isWithUnit(item)) return refusal('run.item.not-with-unit', '/item', { item: item.id, status: item.status });
    if (isClosed(item, d.now)) return refusal('run.item.closed', '/item', { item: item.id });
    const { actor, at } = d.context;
    if (actor.onBehalfOf && isBlank(actor.onBehalfOf.word)) return refusal('run.behalf.word', '/actor/onBehalfOf');
    if (isForAnother(actor, d.run.unit)) return refusal('run.behalf.needed', '/onBehalfOf');
    const wrong = validateValues(step.step, command.values, dateWindow(d)) ?? paperRefusal(d, step, command.paper);
    if (wrong) return wrong;
    const reviews = step.reviews.map(({ id }) => id);
    const review = reviews[0];
    const held = heldOn(step.step, command.values);
    d.emit({
      type: 'ItemSubmitted',
      item: item.id,
      values: command.values,
      ...(held === undefined ? {} : { heldOn: held }),
      at,
      by: actor,
      next: nextReview(d, step, reviews),
      ...(review === undefined ? {} : { review }),
      reviews,
      ...(command.paper ? { paper: command.paper } : {}),
      ...(command.activity === undefined ? {} : { activity: command.activity }),
    });
    if (review === undefined) {
      d.emit({ type: 'ItemEnded', item: item.id, outcome: 'done', at });
      d.touchStep(step.id);
    }
    return undefined;
  },
});
