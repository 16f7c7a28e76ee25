/**
 * Deciding conditions: the JsonLogic-shaped subset of the template document, without any code to run.
 *
 * A comparison with something missing is false – under `!=` too, because "not equal to what nobody knows" is no
 * knowledge. Only `!` turns a false into a true.
 */
import type { Condition, Operand } from './document.js';

export type ConditionValue = string | number | boolean | readonly (string | number)[];
/** What a variable path such as `unit.category` or `item.<step>.<evidence>` holds; undefined when missing. */
export type ConditionLookup = (path: string) => ConditionValue | undefined;

const isList = (value: ConditionValue): value is readonly (string | number)[] => Array.isArray(value);

const read = (operand: Operand, lookup: ConditionLookup): ConditionValue | undefined =>
  typeof operand === 'object' && 'var' in operand ? lookup(operand.var) : operand;

function equal(a: ConditionValue, b: ConditionValue): boolean {
  if (isList(a) || isList(b))
    return isList(a) && isList(b) && a.length === b.length && a.every((entry, i) => entry === b[i]);
  return a === b;
}

/** Membership: a value in a list, or a list that shares an entry with it (`unit.groups`). */
function contains(needle: ConditionValue, hay: ConditionValue): boolean {
  if (!isList(hay)) return false;
  const entries: readonly unknown[] = hay;
  return isList(needle) ? needle.some((entry) => entries.includes(entry)) : entries.includes(needle);
}

function ordered(a: ConditionValue, b: ConditionValue, test: (sign: number) => boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number') return test(a - b);
  if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : a > b ? 1 : 0);
  return false;
}

function compare(
  [left, right]: [Operand, Operand],
  lookup: ConditionLookup,
  test: (a: ConditionValue, b: ConditionValue) => boolean,
): boolean {
  const a = read(left, lookup);
  const b = read(right, lookup);
  return a !== undefined && b !== undefined && test(a, b);
}

/** Whether a condition holds for what `lookup` knows. */
export function evaluateCondition(condition: Condition, lookup: ConditionLookup): boolean {
  if (typeof condition === 'boolean') return condition;
  if ('and' in condition) return condition.and.every((part) => evaluateCondition(part, lookup));
  if ('or' in condition) return condition.or.some((part) => evaluateCondition(part, lookup));
  if ('!' in condition) return !evaluateCondition(condition['!'], lookup);
  if ('==' in condition) return compare(condition['=='], lookup, equal);
  if ('!=' in condition) return compare(condition['!='], lookup, (a, b) => !equal(a, b));
  if ('in' in condition) return compare(condition.in, lookup, contains);
  if ('<' in condition) return compare(condition['<'], lookup, (a, b) => ordered(a, b, (sign) => sign < 0));
  if ('<=' in condition) return compare(condition['<='], lookup, (a, b) => ordered(a, b, (sign) => sign <= 0));
  if ('>' in condition) return compare(condition['>'], lookup, (a, b) => ordered(a, b, (sign) => sign > 0));
  return compare(condition['>='], lookup, (a, b) => ordered(a, b, (sign) => sign >= 0));
}

/** The two operands of a comparison. */
const operandsOf = (condition: Exclude<Condition, boolean>): Operand[] => Object.values(condition).flat() as Operand[];

const readsOf = new WeakMap<object, readonly string[]>();

/** Every variable path a condition reads, without repetitions, in the order of first mention. */
export function conditionReads(condition: Condition): readonly string[] {
  if (typeof condition === 'boolean') return [];
  let known = readsOf.get(condition);
  if (known) return known;
  const reads = new Set<string>();
  const walk = (part: Condition): void => {
    if (typeof part === 'boolean') return;
    if ('and' in part) part.and.forEach(walk);
    else if ('or' in part) part.or.forEach(walk);
    else if ('!' in part) walk(part['!']);
    else
      for (const operand of operandsOf(part))
        if (typeof operand === 'object' && !Array.isArray(operand)) reads.add(operand.var);
  };
  walk(condition);
  known = [...reads];
  readsOf.set(condition, known);
  return known;
}

/** The ancestor steps whose accepted values a condition reads (`item.<step>.<evidence>`). */
export const conditionSteps = (condition: Condition): string[] => [
  ...new Set(
    conditionReads(condition)
      .filter((path) => path.startsWith('item.'))
      .map((path) => path.split('.')[1] ?? ''),
  ),
];

/** A static condition reads facts about the unit only: it is decided before anything has begun. */
export const isStaticCondition = (condition: Condition): boolean =>
  conditionReads(condition).every((path) => path.startsWith('unit.'));

/** The facts about a unit that conditions may read, as a lookup. */
export const unitLookup =
  (unit: {
    category: string;
    rank?: string;
    level: number;
    size: number;
    groups: readonly string[];
  }): ConditionLookup =>
  (path) => {
    switch (path) {
      case 'unit.category':
        return unit.category;
      case 'unit.rank':
        return unit.rank;
      case 'unit.level':
        return unit.level;
      case 'unit.size':
        return unit.size;
      case 'unit.groups':
        return unit.groups;
      default:
        return undefined;
    }
  };
