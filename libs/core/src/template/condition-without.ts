/** What is left of a condition where some of what it asks about is not there, with as little rewritten as can be. */
import { conditionReads } from './conditions.js';
import type { Condition, Operand } from './document.js';

type Comparison = Exclude<Condition, boolean | { and: unknown } | { or: unknown } | { '!': unknown }>;

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

/** A condition with its comparisons replaced; the same where none of them changes. */
function replaced(condition: Condition, by: (comparison: Comparison) => Condition): Condition {
  if (typeof condition === 'boolean') return condition;
  if ('and' in condition || 'or' in condition) {
    const [name, before] = 'and' in condition ? (['and', condition.and] as const) : (['or', condition.or] as const);
    const parts = before.map((part) => replaced(part, by));
    return parts.every((part, index) => part === before[index]) ? condition : joined(name, parts);
  }
  if (!('!' in condition)) return by(condition);
  const inner = replaced(condition['!'], by);
  if (inner === condition['!']) return condition;
  return typeof inner === 'boolean' ? !inner : { '!': inner };
}

/**
 * What a condition comes to for whoever never learns some of what it reads: a comparison with something missing is
 * false. True or false: nothing is left of it to decide by.
 */
export const conditionWithout = (condition: Condition, isGone: (read: string) => boolean): Condition =>
  replaced(condition, (comparison) => (conditionReads(comparison).some(isGone) ? false : comparison));

/** What a condition comes to where no unit is of any but the known categories. */
export const conditionAmong = (condition: Condition, isKnown: (category: string) => boolean): Condition =>
  replaced(condition, (comparison) => {
    const operands: Operand[] = Object.values(comparison).flat();
    const other = operands.find((one) => !isCategory(one));
    if (!operands.some(isCategory)) return comparison;
    if (typeof other === 'string') return isKnown(other) ? comparison : '!=' in comparison;
    if (!Array.isArray(other)) return comparison;
    const left = other.filter((one: string | number) => typeof one !== 'string' || isKnown(one));
    if (left.length === other.length) return comparison;
    return left.length === 0 ? false : { in: [{ var: 'unit.category' }, left] };
  });

const isCategory = (operand: Operand): boolean =>
  typeof operand === 'object' && 'var' in operand && operand.var === 'unit.category';
