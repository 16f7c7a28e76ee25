/**
 * Whether one condition holds wherever another does. Decided by looking for a counterexample over everything the two
 * can tell apart: for each variable the values they compare it with, one between and beyond them, a list, and nothing
 * at all. Comparisons of two variables, and what a list equals, are taken as facts of their own – that can only deny
 * what holds, never claim what does not.
 */
import { canonicalText } from '../record/canonical.js';
import { evaluateCondition } from './conditions.js';
import type { Condition, Operand } from './document.js';

type Scalar = string | number | boolean;
type Comparison = Exclude<Condition, boolean | { and: unknown } | { or: unknown } | { '!': unknown }>;
type State = { is: 'missing' } | { is: 'list' } | { is: 'scalar'; value: Scalar };

/** Beyond this many cases only what is plain from the form is believed. */
const MAX_CASES = 20_000;

const isVar = (operand: Operand): operand is { var: string } => typeof operand === 'object' && !Array.isArray(operand);
const operandsOf = (part: Comparison): [Operand, Operand] => Object.values(part)[0] as [Operand, Operand];

/** What a unit's facts can be; of values handed in nothing is known beforehand. */
const FACTS: Record<string, readonly State['is'][]> = {
  'unit.category': ['scalar'],
  'unit.rank': ['scalar', 'missing'],
  'unit.level': ['scalar'],
  'unit.size': ['scalar'],
  'unit.groups': ['list'],
};
const NUMBERS = new Set(['unit.level', 'unit.size']);
const STRINGS = new Set(['unit.category', 'unit.rank']);

interface Mentioned {
  constants: Set<Scalar>;
  ordered: boolean;
}

function mentionedIn(conditions: readonly Condition[]): Map<string, Mentioned> {
  const variables = new Map<string, Mentioned>();
  const visit = (part: Condition): void => {
    if (typeof part === 'boolean') return;
    if ('and' in part) return part.and.forEach(visit);
    if ('or' in part) return part.or.forEach(visit);
    if ('!' in part) return visit(part['!']);
    const operands = operandsOf(part);
    const constants = operands.flatMap((one) => (isVar(one) ? [] : one));
    for (const one of operands) {
      if (!isVar(one)) continue;
      const known = variables.get(one.var) ?? { constants: new Set(), ordered: false };
      for (const constant of constants) known.constants.add(constant);
      known.ordered ||= !('==' in part || '!=' in part || 'in' in part);
      variables.set(one.var, known);
    }
  };
  conditions.forEach(visit);
  return variables;
}

/** One value for each way in which a variable can differ as far as these conditions can tell. */
function statesOf(name: string, { constants, ordered }: Mentioned): State[] {
  const allowed = FACTS[name] ?? ['missing', 'scalar', 'list'];
  const values: Scalar[] = [];
  if (allowed.includes('scalar')) {
    const numbers = [...constants].filter((one) => typeof one === 'number').toSorted((a, b) => a - b);
    if (!STRINGS.has(name)) {
      values.push(...numbers, (numbers[0] ?? 1) - 1, (numbers.at(-1) ?? -1) + 1);
      for (const [i, number] of numbers.slice(1).entries()) values.push(((numbers[i] ?? number) + number) / 2);
    }
    if (!NUMBERS.has(name)) {
      const texts = [...constants].filter((one) => typeof one === 'string');
      values.push(...texts, '\u{10FFFF}');
      // Between two texts lies the first with a character more; before all others the empty one.
      if (ordered) values.push('', ...texts.map((text) => `${text}\0`));
    }
    if (!STRINGS.has(name) && !NUMBERS.has(name)) values.push(true, false);
  }
  return [
    ...[...new Set(values)].map((value): State => ({ is: 'scalar', value })),
    ...(allowed.includes('list') ? [{ is: 'list' } as const] : []),
    ...(allowed.includes('missing') ? [{ is: 'missing' } as const] : []),
  ];
}

type Undecided = { variable: string } | { fact: string };

/** What is assumed in one case. */
class Case {
  readonly states = new Map<string, State>();
  readonly facts = new Map<string, boolean>();
  /** Something that would decide what is still open. */
  undecided: Undecided | undefined;

  value(part: Condition): boolean | undefined {
    if (typeof part === 'boolean') return part;
    if ('and' in part) return this.every(part.and, true);
    if ('or' in part) return this.every(part.or, false);
    if ('!' in part) {
      const inner = this.value(part['!']);
      return inner === undefined ? undefined : !inner;
    }
    return this.compared(part);
  }

  /** All of them are `goal`, one is not, or it is open. */
  private every(parts: readonly Condition[], goal: boolean): boolean | undefined {
    let open = false;
    for (const part of parts) {
      const value = this.value(part);
      if (value === !goal) return !goal;
      open ||= value === undefined;
    }
    return open ? undefined : goal;
  }

  private fact(key: string): boolean | undefined {
    const known = this.facts.get(key);
    if (known === undefined) this.undecided ??= { fact: key };
    return known;
  }

  private compared(part: Comparison): boolean | undefined {
    const [left, right] = operandsOf(part);
    if (isVar(left) && isVar(right)) return this.fact(canonicalText(part));
    const variable = isVar(left) ? left.var : isVar(right) ? right.var : undefined;
    if (variable === undefined) return evaluateCondition(part, () => undefined);
    const state = this.states.get(variable);
    if (!state) {
      this.undecided ??= { variable };
      return undefined;
    }
    if (state.is !== 'list') return evaluateCondition(part, () => (state.is === 'missing' ? undefined : state.value));
    return this.listCompared(part, variable, isVar(left) ? right : left, isVar(left));
  }

  private listCompared(part: Comparison, variable: string, constant: Operand, first: boolean): boolean | undefined {
    const equality = '==' in part || '!=' in part;
    if (equality) {
      const same = Array.isArray(constant) ? this.fact(`${variable} is ${canonicalText(constant)}`) : false;
      return same === undefined ? undefined : '==' in part ? same : !same;
    }
    if (!('in' in part) || (first && !Array.isArray(constant))) return false;
    let open = false;
    for (const entry of Array.isArray(constant) ? constant : [constant]) {
      const has = this.fact(`${variable} has ${canonicalText(entry)}`);
      if (has) return true;
      open ||= has === undefined;
    }
    return open ? undefined : false;
  }
}

/** A case in which `a` holds and `b` does not: true, false, or undefined when there are too many cases to look at. */
function counterexample(a: Condition, b: Condition): boolean | undefined {
  const variables = mentionedIn([a, b]);
  const now = new Case();
  let left = MAX_CASES;
  const search = (): boolean | undefined => {
    left -= 1;
    if (left < 0) return undefined;
    now.undecided = undefined;
    const holds = now.value(a);
    if (holds === false) return false;
    const follows = now.value(b);
    if (follows === true) return false;
    const open = now.undecided as Undecided | undefined;
    if (!open) return true;
    if ('fact' in open) {
      for (const value of [true, false]) {
        now.facts.set(open.fact, value);
        const found = search();
        if (found !== false) return found;
      }
      now.facts.delete(open.fact);
      return false;
    }
    for (const state of statesOf(
      open.variable,
      variables.get(open.variable) ?? { constants: new Set(), ordered: true },
    )) {
      now.states.set(open.variable, state);
      const found = search();
      if (found !== false) return found;
    }
    now.states.delete(open.variable);
    return false;
  };
  return search();
}

const disjuncts = (condition: Condition): string[] =>
  (typeof condition === 'object' && 'or' in condition ? condition.or : [condition]).map(canonicalText);

/** Whether `b` holds wherever `a` does. No condition always holds. A no may mean that it could not be shown. */
export function conditionImplies(a: Condition = true, b: Condition = true): boolean {
  if (b === true || a === false || canonicalText(a) === canonicalText(b)) return true;
  const found = counterexample(a, b);
  if (found !== undefined) return !found;
  const wider = new Set(disjuncts(b));
  return disjuncts(a).every((part) => wider.has(part));
}
