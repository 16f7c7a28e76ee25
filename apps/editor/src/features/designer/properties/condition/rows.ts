/** A condition as the builder shows it: groups of lines, each “what – how – which value”; and back again. */
import type { Condition, Operand } from '@gangmu/core';
import type { Sort, Variable } from './variables.js';

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=', 'in', 'shares'] as const;
/** `in`: the value is among those listed; `shares`: the list has one of those listed. Both are `in` in the template. */
export type Comparison = (typeof COMPARISONS)[number];
type Operator = Exclude<Comparison, 'shares'>;

export type Row =
  | { kind: 'group'; all: boolean; not: boolean; rows: Row[] }
  | { kind: 'line'; variable: string; how: Comparison; value: Operand }
  /** Something this builder has no form for; kept exactly as it is. */
  | { kind: 'other'; condition: Condition };

export type Group = Extract<Row, { kind: 'group' }>;

/** The one fact that is a list whatever the template says. */
const LIST = 'unit.groups';

const isVariable = (operand: Operand): operand is { var: string } =>
  typeof operand === 'object' && !Array.isArray(operand);

function rowOf(condition: Condition): Row {
  if (typeof condition === 'boolean') return { kind: 'other', condition };
  if ('and' in condition) return { kind: 'group', all: true, not: false, rows: condition.and.map(rowOf) };
  if ('or' in condition) return { kind: 'group', all: false, not: false, rows: condition.or.map(rowOf) };
  if ('!' in condition) {
    const inner = rowOf(condition['!']);
    // A single negated line is a group of one: there is a place to say “not”.
    if (inner.kind === 'group' && !inner.not) return { ...inner, not: true };
    return { kind: 'group', all: true, not: true, rows: [inner] };
  }
  const [how, pair] = Object.entries(condition)[0] as [Operator, [Operand, Operand]];
  const [left, right] = pair;
  // “x is among the unit's groups” is the same question as “the unit's groups have x” – of a list only.
  if (how === 'in' && (typeof left === 'string' || typeof left === 'number') && isVariable(right) && right.var === LIST)
    return { kind: 'line', variable: right.var, how: 'shares', value: [left] };
  if (!isVariable(left) || isVariable(right)) return { kind: 'other', condition };
  return { kind: 'line', variable: left.var, how, value: right };
}

/** The rows of a condition; always a group, because people add a second line to the first. */
export function groupOf(condition: Condition | undefined): Group {
  if (condition === undefined || condition === true) return { kind: 'group', all: true, not: false, rows: [] };
  const row = rowOf(condition);
  return row.kind === 'group' ? row : { kind: 'group', all: true, not: false, rows: [row] };
}

function conditionOf(row: Row): Condition {
  if (row.kind === 'other') return row.condition;
  if (row.kind === 'line') {
    const how: Operator = row.how === 'shares' ? 'in' : row.how;
    return { [how]: [{ var: row.variable }, row.value] } as unknown as Condition;
  }
  const parts = row.rows.map(conditionOf);
  const [only] = parts;
  const joined: Condition = parts.length === 1 && only !== undefined ? only : row.all ? { and: parts } : { or: parts };
  return row.not ? { '!': joined } : joined;
}

/** The condition of a group; undefined where nothing is asked, so that the step is for everybody. */
export const toCondition = (group: Group): Condition | undefined =>
  group.rows.length === 0 && group.all && !group.not ? undefined : conditionOf(group);

/** The group without one of its lines. With the last one goes what was said about how lines combine. */
export function withoutRow(group: Group, index: number): Group {
  const rows = group.rows.toSpliced(index, 1);
  return rows.length === 0 ? { kind: 'group', all: true, not: false, rows } : { ...group, rows };
}

const HOW: Record<Sort, readonly Comparison[]> = {
  'one-of': ['in', '==', '!='],
  'some-of': ['shares'],
  list: ['shares'],
  number: ['>=', '<=', '>', '<', '==', '!='],
  date: ['>=', '<=', '>', '<', '=='],
  text: ['==', '!='],
};

/** How a variable can be compared, the likeliest first. */
export const comparisonsOf = (sort: Sort): readonly Comparison[] => HOW[sort];

/** Whether the value of a comparison is a list. */
export const wantsList = (how: Comparison): boolean => how === 'in' || how === 'shares';

/** A value that suits a comparison, keeping what was there as far as it fits. */
export function fittingValue(variable: Variable, how: Comparison, before: Operand | undefined): Operand {
  const first = variable.values?.[0]?.value;
  if (wantsList(how)) {
    if (Array.isArray(before)) return before;
    return typeof before === 'string' && before !== '' ? [before] : [];
  }
  if (variable.sort === 'number') return typeof before === 'number' ? before : 0;
  if (variable.sort === 'date') return typeof before === 'string' ? before : '';
  const one = Array.isArray(before) ? before[0] : before;
  return typeof one === 'string' && one !== '' ? one : (first ?? '');
}

/** A line to begin with. */
export function newLine(variable: Variable): Extract<Row, { kind: 'line' }> {
  const how = comparisonsOf(variable.sort)[0] ?? '==';
  return { kind: 'line', variable: variable.path, how, value: fittingValue(variable, how, undefined) };
}
