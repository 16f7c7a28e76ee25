import { conditionReads } from './conditions.js';
import type { Condition } from './document.js';

/** What a list of parts comes to: those that change nothing are left out, one that settles it stands for all. */
function joined(name: 'and' | 'or', parts: readonly Condition[]): Condition {
  const settles = name === 'or';
  if (parts.includes(settles)) return settles;
  const left = parts.filter((part) => part !== !settles);
  const [only] = left;
  if (only === undefined) return !settles;
  if (left.length === 1) return only;
  return name === 'or' ? { or: left } : { and: left };
}

/**
 * What a condition comes to for whoever never learns some of what it reads – a comparison with something missing is
 * false –, with as little rewritten as can be. True or false: nothing is left of it to decide by.
 */
export function conditionWithout(condition: Condition, isGone: (read: string) => boolean): Condition {
  if (typeof condition === 'boolean' || !conditionReads(condition).some(isGone)) return condition;
  if ('and' in condition)
    return joined(
      'and',
      condition.and.map((part) => conditionWithout(part, isGone)),
    );
  if ('or' in condition)
    return joined(
      'or',
      condition.or.map((part) => conditionWithout(part, isGone)),
    );
  if ('!' in condition) {
    const inner = conditionWithout(condition['!'], isGone);
    return typeof inner === 'boolean' ? !inner : { '!': inner };
  }
  return false;
}
