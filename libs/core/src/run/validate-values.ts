/**
 * Whether what a unit hands in is what a step asks for. The path of a refusal leads to the field: `/values/heads/due`.
 */
import { isPlainDate } from '../calendar/plain-date.js';
import { refuse, type Refusal } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { Evidence, Step } from '../template/document.js';
import type { EvidenceValue, Values } from './model.js';
import { own } from './own.js';
import { tableRefusal } from './validate-table.js';

/** Between which dates something may have taken place, both inclusive. */
export interface DateWindow {
  earliest: PlainDate;
  latest: PlainDate;
}
/** People counts above this are a slip of the keyboard. */
const MAX_PEOPLE = 10_000_000;
const MAX_HASH = 200;

type OfType<T extends Evidence['type']> = Extract<Evidence, { type: T }>;
type Checked = Refusal | undefined;

const no = (code: string, path: string, params: Refusal['params'] = {}): Refusal => refuse(code, path, params).refusal;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PEOPLE;

function headCount(rule: OfType<'head-count'>, value: EvidenceValue, path: string): Checked {
  if (typeof value !== 'object' || Array.isArray(value)) return no('evidence.head-count.shape', path);
  const known = ['due', 'present', 'onLeave', 'madeUp'];
  for (const [part, count] of Object.entries(value))
    if (!known.includes(part) || (count !== undefined && !isCount(count)))
      return no('evidence.head-count.count', `${path}/${part}`);
  const { due, present, onLeave = 0, madeUp = 0 } = value;
  if (!isCount(due)) return no('evidence.head-count.count', `${path}/due`);
  if (!isCount(present)) return no('evidence.head-count.count', `${path}/present`);
  if (present > due) return no('evidence.head-count.present', `${path}/present`, { due, present });
  if (present + onLeave > due) return no('evidence.head-count.leave', `${path}/onLeave`, { due, present, onLeave });
  if (present + madeUp > due) return no('evidence.head-count.made-up', `${path}/madeUp`, { due, present, madeUp });
  const percent = rule.minPresentPercent;
  if (percent !== undefined && (present + madeUp) * 100 < percent * due)
    return no('evidence.head-count.too-few', `${path}/present`, { percent });
  return undefined;
}

function date(value: EvidenceValue, path: string, window: DateWindow): Checked {
  if (typeof value !== 'string' || !isPlainDate(value)) return no('evidence.date.shape', path);
  if (value > window.latest) return no('evidence.date.future', path, { date: value });
  if (value < window.earliest) return no('evidence.date.too-early', path, { date: value, earliest: window.earliest });
  return undefined;
}

function number(rule: OfType<'number'>, value: EvidenceValue, path: string): Checked {
  if (typeof value !== 'number' || !Number.isFinite(value)) return no('evidence.number.shape', path);
  if (rule.integer && !Number.isSafeInteger(value)) return no('evidence.number.integer', path);
  if (rule.min !== undefined && value < rule.min) return no('evidence.number.min', path, { min: rule.min });
  if (rule.max !== undefined && value > rule.max) return no('evidence.number.max', path, { max: rule.max });
  return undefined;
}

function text(rule: OfType<'text'>, value: EvidenceValue, path: string): Checked {
  if (typeof value !== 'string') return no('evidence.text.shape', path);
  const length = Array.from(value.trim()).length;
  if (rule.minLength !== undefined && length < rule.minLength)
    return no('evidence.text.short', path, { min: rule.minLength });
  return length > rule.maxLength ? no('evidence.text.long', path, { max: rule.maxLength }) : undefined;
}

function choice(rule: OfType<'choice'>, value: EvidenceValue, path: string): Checked {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) !== rule.multiple) return no('evidence.choice.shape', path);
  if (new Set(values).size !== values.length) return no('evidence.choice.repeated', path);
  return values.every((each) => rule.options.some((option) => option.value === each))
    ? undefined
    : no('evidence.choice.unknown', path);
}

function files(rule: OfType<'file' | 'photo'>, value: EvidenceValue, path: string): Checked {
  const isHash = (each: unknown) => typeof each === 'string' && each.length > 0 && each.length <= MAX_HASH;
  if (!Array.isArray(value) || !value.every(isHash)) return no('evidence.files.shape', path);
  if (new Set<unknown>(value).size !== value.length) return no('evidence.files.repeated', path);
  if (value.length < rule.min) return no('evidence.files.few', path, { min: rule.min });
  return value.length > rule.max ? no('evidence.files.many', path, { max: rule.max }) : undefined;
}

function check(rule: Evidence, value: EvidenceValue, path: string, window: DateWindow, sensitive: boolean): Checked {
  switch (rule.type) {
    case 'head-count':
      return headCount(rule, value, path);
    case 'date':
      return date(value, path, window);
    case 'number':
      return number(rule, value, path);
    case 'text':
      return text(rule, value, path);
    case 'choice':
      return choice(rule, value, path);
    case 'file':
    case 'photo':
      return files(rule, value, path);
    case 'table':
      return tableRefusal(rule, value, path, sensitive);
  }
}

/** An empty text or list is nothing handed in. */
const isGiven = (value: EvidenceValue | null | undefined): value is EvidenceValue =>
  value !== undefined &&
  value !== null &&
  (typeof value !== 'string' || value.trim() !== '') &&
  (!Array.isArray(value) || value.length > 0);

/** What people said or wrote may not enter a sensitive step. */
const isWriting = (rule: Evidence): boolean => rule.type === 'text' || rule.type === 'file' || rule.type === 'photo';

/**
 * The first thing wrong with values for a step, or undefined. Sensitive steps accept no text and no file even where
 * the template asks for them, and then do not miss them.
 */
export function validateValues(
  step: Pick<Step, 'evidence' | 'sensitive'>,
  values: Values,
  window: DateWindow,
): Refusal | undefined {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return no('evidence.shape', '/values');
  for (const id of Object.keys(values))
    if (!own(step.evidence, id)) return no('evidence.unknown', `/values/${id}`, { evidence: id });
  for (const [id, rule] of Object.entries(step.evidence)) {
    const path = `/values/${id}`;
    const value = own<EvidenceValue | null>(values, id);
    const title = rule.title;
    if (!isGiven(value)) {
      const least = rule.type === 'file' || rule.type === 'photo' ? rule.min : rule.type === 'table' ? rule.minRows : 1;
      if (rule.required && least > 0 && !(step.sensitive && isWriting(rule)))
        return no('evidence.missing', path, { title });
      continue;
    }
    if (step.sensitive && isWriting(rule)) return no('evidence.sensitive', path, { title });
    const refusal = check(rule, value, path, window, step.sensitive);
    if (refusal) return { ...refusal, params: { title, ...refusal.params } };
  }
  return undefined;
}

/** The day something took place: the latest of its date fields. */
export function heldOn(step: Pick<Step, 'evidence'>, values: Values): PlainDate | undefined {
  let latest: PlainDate | undefined;
  for (const [id, rule] of Object.entries(step.evidence)) {
    const value = rule.type === 'date' ? own(values, id) : undefined;
    if (typeof value === 'string' && value !== '' && (latest === undefined || value > latest)) latest = value;
  }
  return latest;
}
