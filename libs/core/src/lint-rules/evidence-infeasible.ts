import { daysBetween } from '../calendar/plain-date.js';
import { type Finding, type Fix, pointer } from '../findings.js';
import type { Evidence, Step } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

/** Each way in which evidence cannot be met; its code is `evidence-infeasible.<way>`. */
const ways = [
  'no-such-column',
  'sum-needs-number',
  'days-need-date',
  'min-over-max',
  'no-whole-number',
  'more-than-rows',
  'fewer-than-rows',
  'more-days-than-window',
  'filter-unknown-value',
  'filter-keeps-nothing',
  'no-type-allowed',
  'option-twice',
  'no-columns',
  'no-options',
] as const;
type Way = (typeof ways)[number];

type Table = Extract<Evidence, { type: 'table' }>;

type Range = { min?: number | undefined; max?: number | undefined };
/** Why no number lies within bounds, or null. */
function rangeProblem(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Range,
  whole: boolean,
): Way | null {
  if (min > max) return 'min-over-max';
  return whole && Math.ceil(min) > Math.floor(max) ? 'no-whole-number' : null;
}

/** Whether a rule counts every row there is. */
const countsAll = (table: Table, { of, column, filter }: Table['rules'][number]): boolean =>
  of === 'count' && !filter && (column === undefined || table.columns[column]?.required === true);

/** Why a rule over a table can never be met, or null. */
function ruleProblem(table: Table, rule: Table['rules'][number], days: number): Way | null {
  const column = rule.column === undefined ? undefined : table.columns[rule.column];
  if (rule.of !== 'count' && !column) return 'no-such-column';
  if (rule.of === 'sum' && column?.type !== 'number') return 'sum-needs-number';
  if (rule.of === 'distinct-days' && column?.type !== 'date') return 'days-need-date';
  const bounds = rangeProblem(rule, rule.of !== 'sum');
  if (bounds) return bounds;
  if (rule.of !== 'sum' && (rule.min ?? 0) > table.maxRows) return 'more-than-rows';
  if (countsAll(table, rule) && (rule.max ?? table.minRows) < table.minRows) return 'fewer-than-rows';
  if (rule.of === 'distinct-days' && (rule.min ?? 0) > days) return 'more-days-than-window';
  if (!rule.filter) return null;
  const filtered = table.columns[rule.filter.column];
  if (!filtered) return 'no-such-column';
  if (filtered.type !== 'choice') return null;
  const values = new Set((filtered.options ?? []).map((option) => option.value));
  const { only = [], exclude = [] } = rule.filter;
  if ([...only, ...exclude].some((value) => !values.has(value))) return 'filter-unknown-value';
  const left = [...values].filter((v) => (only.length === 0 || only.includes(v)) && !exclude.includes(v));
  return left.length === 0 && (rule.min ?? 0) > 0 ? 'filter-keeps-nothing' : null;
}

function problem(evidence: Evidence): Way | null {
  switch (evidence.type) {
    case 'number':
      return rangeProblem(evidence, evidence.integer);
    case 'text':
      return (evidence.minLength ?? 0) > evidence.maxLength ? 'min-over-max' : null;
    case 'file':
      if (evidence.allowed.length === 0) return 'no-type-allowed';
      return evidence.min > evidence.max ? 'min-over-max' : null;
    case 'photo':
      return evidence.min > evidence.max ? 'min-over-max' : null;
    case 'choice':
      return new Set(evidence.options.map((option) => option.value)).size < evidence.options.length
        ? 'option-twice'
        : null;
    case 'table': {
      if (Object.keys(evidence.columns).length === 0) return 'no-columns';
      const bare = Object.values(evidence.columns).some(
        (one) => one.type === 'choice' && (one.options ?? []).length === 0,
      );
      if (bare) return 'no-options';
      return evidence.minRows > evidence.maxRows ? 'min-over-max' : null;
    }
    default:
      return null;
  }
}

/** The two numbers of a kind of evidence that may be the wrong way round. */
const RANGES = {
  number: ['min', 'max'],
  text: ['minLength', 'maxLength'],
  file: ['min', 'max'],
  photo: ['min', 'max'],
  table: ['minRows', 'maxRows'],
} as const;

/** What would mend it without guessing what somebody meant; undefined where a person has to say. */
function mend(evidence: Evidence, why: Way, path: string): Fix | undefined {
  const put = (field: string, value: unknown) => ({ op: 'set' as const, path: path + pointer(field), value });
  if (why === 'min-over-max' && Object.hasOwn(RANGES, evidence.type)) {
    const [low, high] = RANGES[evidence.type as keyof typeof RANGES];
    const numbers = evidence as unknown as Record<string, number>;
    return { edits: [put(low, numbers[high]), put(high, numbers[low])] };
  }
  if (why === 'no-whole-number') return { edits: [put('integer', false)] };
  if (why === 'no-type-allowed') return { edits: [put('allowed', ['pdf', 'docx', 'xlsx', 'jpg', 'png'])] };
  if (why === 'option-twice' && evidence.type === 'choice') {
    const once = evidence.options.filter(({ value }, i, all) => all.findIndex((one) => one.value === value) === i);
    return { edits: [put('options', once)] };
  }
  return undefined;
}

/** A rule over the table as it could be met: its ends exchanged, as many rows as it asks for, or gone with its column. */
function mendRule(table: Table, index: number, why: Way, path: string): Fix | undefined {
  const rule = table.rules[index];
  if (!rule) return undefined;
  const instead = (...rules: unknown[]): Fix => ({
    edits: [{ op: 'set', path: `${path}/rules`, value: (table.rules as unknown[]).toSpliced(index, 1, ...rules) }],
  });
  if (why === 'min-over-max') return instead({ ...rule, min: rule.max, max: rule.min });
  if (why === 'more-than-rows') return { edits: [{ op: 'set', path: `${path}/maxRows`, value: rule.min }] };
  if (why === 'fewer-than-rows')
    return { edits: [{ op: 'set', path: `${path}/minRows`, value: Math.max(0, Math.floor(rule.max ?? 0)) }] };
  return why === 'no-such-column' ? instead() : undefined;
}

/** `days`: how many the campaign has. */
const unmet = perElement((id: string, step: Step, days: number): Finding[] =>
  Object.entries(step.evidence).flatMap(([key, evidence]) => {
    const path = pointer('steps', id, 'evidence', key);
    const params = { step: step.title, evidence: evidence.title };
    const why = problem(evidence);
    const whole = why ? [found('error', `evidence-infeasible.${why}`, path, params, mend(evidence, why, path))] : [];
    if (evidence.type !== 'table') return whole;
    const rules = evidence.rules.flatMap((rule, i) => {
      const broken = ruleProblem(evidence, rule, days);
      if (!broken) return [];
      const fix = mendRule(evidence, i, broken, path);
      return [found('error', `evidence-infeasible.${broken}`, `${path}/rules/${i}`, params, fix)];
    });
    return [...whole, ...rules];
  }),
);

export const evidenceInfeasible: LintRule = {
  id: 'evidence-infeasible',
  codes: ways.map((way) => `evidence-infeasible.${way}`),
  check: ({ template }) => {
    const days = daysBetween(template.window.start, template.window.end) + 1;
    return Object.entries(template.steps).flatMap(([id, step]) => unmet(id, step, days));
  },
};
