import { commandRule, isFiler, refusal, targetOf } from '../command-rule.js';
import { nextReview } from '../reviewing.js';
import { paperRefusal } from './submit-item.js';

/**
 * A review is passed; the last one ends the item. A clerk may record a review that was signed on paper; an inspector
 * passes what the inspection group is asked to review, and nothing else.
 */
export const acceptItem = commandRule({
  type: 'AcceptItem',
  roles: ['reviewer', 'designer', 'administrator', 'operator', 'inspector'],
  decide(d, command) {
    const target = targetOf(d, command.item);
    if ('refusal' in target) return target.refusal;
    const { item, step } = target;
    const { actor, at } = d.context;
    if (item.status !== 'submitted')
      return refusal('run.item.not-submitted', '/item', { item: item.id, status: item.status });
    if (actor.role === 'operator' && !command.paper) return refusal('run.review.paper-needed', '/paper');
    if (actor.role === 'inspector') {
      const by = step.reviews.find(({ id }) => id === item.review)?.review.by;
      if (by?.who !== 'inspection-group') return refusal('run.review.not-inspection', '/item', { item: item.id });
      if (actor.unit === d.run.unit) return refusal('run.return.own-unit');
    }
    // The filer is never the reviewer, not even as the clerk who records a signed sheet.
    if (isFiler(item, actor.person)) return refusal('run.review.own-filing', '/item', { item: item.id });
    const wrong = paperRefusal(d, step, command.paper);
    if (wrong) return wrong;
    const reviews = item.reviews.slice(1);
    const following = reviews[0];
    d.emit({
      type: 'ReviewPassed',
      item: item.id,
      review: item.review ?? '',
      at,
      by: actor,
      ...(command.comment === undefined ? {} : { comment: command.comment }),
      next: nextReview(d, step, reviews),
      ...(following === undefined ? {} : { following }),
      reviews,
      ...(command.paper ? { paper: command.paper } : {}),
    });
    if (following === undefined) {
      d.emit({ type: 'ItemEnded', item: item.id, outcome: 'done', at });
      d.touchStep(step.id);
    }
    return undefined;
  },
});
