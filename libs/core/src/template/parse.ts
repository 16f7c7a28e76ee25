/**
 * Reading a template from what somebody sent: size, depth and hostile keys are checked before anything else looks at
 * it, then the schema. Never throws; what is wrong is named by its path.
 */
import { isTimeZone } from '../calendar/time-zone.js';
import { type Finding, type Param, pointer } from '../findings.js';
import { type MadeFrom, type Template, templateFileSchema } from './document.js';

/** What a field should hold, for people; further types are said as they are. */
const TYPES: Record<string, { zh: string; en: string }> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  tuple: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
};
const typeWords = (expected = ''): Param => (Object.hasOwn(TYPES, expected) ? (TYPES[expected] ?? expected) : expected);

/** What a text should look like, by what the schema says of it. */
const FORMS: Record<string, { zh: string; en: string }> = {
  'Invalid ISO date': { zh: '应为实有的日期', en: 'it should be a date there is' },
  'a date between 1900 and 2199': {
    zh: '应为 1900 至 2199 年间的日期',
    en: 'it should be a date between 1900 and 2199',
  },
  'an id starts with a letter and has letters, digits, - and _ only': {
    zh: '标识以字母开头，只用字母、数字、- 和 _',
    en: 'an id starts with a letter and has letters, digits, - and _ only',
  },
};
const formWords = (message: string): Param =>
  FORMS[message] ?? { zh: '与要求的写法不符', en: 'it is not written as asked for' };

/** A county template has a few hundred thousand characters; ten times that is no template. */
export const TEMPLATE_LIMITS = { characters: 5_000_000, depth: 40, values: 300_000, steps: 2000, phases: 100 } as const;
const MAX_FINDINGS = 100;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export type ParsedTemplate =
  /** `madeFrom`: the version that a file says it was made from. */
  { ok: true; template: Template; madeFrom?: MadeFrom } | { ok: false; findings: Finding[] };

const error = (code: string, path: string, params: Record<string, Param> = {}): Finding => ({
  code,
  severity: 'error',
  path,
  params,
});

/** Size, depth and keys, walked without recursion so that depth itself does no harm. */
export function checkShape(input: unknown): Finding | null {
  const stack: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  let count = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, path, depth } = next;
    count += 1;
    if (count > TEMPLATE_LIMITS.values) return error('template.too-many-values', '', { max: TEMPLATE_LIMITS.values });
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= TEMPLATE_LIMITS.depth) return error('template.too-deep', path, { max: TEMPLATE_LIMITS.depth });
    for (const key of Object.keys(value)) {
      if (FORBIDDEN_KEYS.has(key)) return error('template.forbidden-key', path, { key });
      if (count + stack.length > TEMPLATE_LIMITS.values)
        return error('template.too-many-values', '', { max: TEMPLATE_LIMITS.values });
      stack.push({ value: (value as Record<string, unknown>)[key], path: path + pointer(key), depth: depth + 1 });
    }
  }
  return null;
}

export interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
  errors?: Issue[][];
  issues?: Issue[];
  values?: unknown[];
  expected?: string;
  input?: unknown;
  minimum?: number | bigint;
  maximum?: number | bigint;
}

/** What the schema says of a value, as findings at their places; `base` are the keys that lead to the value. */
export function findingsOf(issue: Issue, base: PropertyKey[]): Finding[] {
  const keys = [...base, ...issue.path].map(String);
  const path = pointer(...keys);
  switch (issue.code) {
    case 'unrecognized_keys':
      return (issue.keys ?? []).map((key) => error('template.unknown-field', path + pointer(key), { key }));
    case 'invalid_union': {
      // The branch that got furthest is the one the author meant.
      const depth = (branch: Issue[]): number => Math.max(0, ...branch.map((one) => one.path.length));
      const meant = (issue.errors ?? []).toSorted((a, b) => depth(b) - depth(a))[0];
      return meant && depth(meant) > 0
        ? meant.flatMap((inner) => findingsOf(inner, keys))
        : [error('template.invalid-choice', path)];
    }
    case 'invalid_key':
      return [error('template.invalid-id', path, { id: keys.at(-1) ?? '' })];
    case 'invalid_element':
      return (issue.issues ?? []).flatMap((inner) => findingsOf(inner, keys));
    case 'invalid_value':
      return [error('template.invalid-choice', path, { allowed: (issue.values ?? []).map(String).slice(0, 20) })];
    case 'invalid_type':
      return issue.input === undefined
        ? [error('template.missing', path, { expected: typeWords(issue.expected) })]
        : [error('template.wrong-type', path, { expected: typeWords(issue.expected) })];
    case 'too_small':
      return [error('template.too-small', path, { min: Number(issue.minimum) })];
    case 'too_big':
      return [error('template.too-big', path, { max: Number(issue.maximum) })];
    default:
      return [error('template.invalid-value', path, { detail: formWords(issue.message ?? '') })];
  }
}

/** Checks a JSON value against the template format and fills in every default. */
export function parseTemplate(input: unknown): ParsedTemplate {
  const shape = checkShape(input);
  if (shape) return { ok: false, findings: [shape] };
  const result = templateFileSchema.safeParse(input, { reportInput: true });
  if (!result.success) {
    const findings = (result.error.issues as Issue[]).flatMap((issue) => findingsOf(issue, []));
    return { ok: false, findings: findings.slice(0, MAX_FINDINGS) };
  }
  const { madeFrom, ...template } = result.data;
  const findings: Finding[] = [];
  if (!isTimeZone(template.timeZone))
    findings.push(error('template.unknown-time-zone', '/timeZone', { timeZone: template.timeZone }));
  for (const [field, max] of [
    ['steps', TEMPLATE_LIMITS.steps],
    ['phases', TEMPLATE_LIMITS.phases],
  ] as const)
    if (Object.keys(template[field]).length > max) findings.push(error('template.too-big', `/${field}`, { max }));
  if (findings.length > 0) return { ok: false, findings };
  return { ok: true, template, ...(madeFrom && { madeFrom }) };
}

/** What is said of a text that is no JSON: near which line, where the reader knows. */
function jsonFault(text: string, cause: unknown): Finding {
  const at = /at position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  const line = at === undefined ? 0 : text.slice(0, Number(at)).split('\n').length;
  const place = line > 0 ? { zh: `，第 ${line} 行附近有误`, en: `, near line ${line}` } : { zh: '', en: '' };
  return error('template.no-json', '', { place });
}

/**
 * The JSON in a text, with or without a byte order mark; or what is wrong: too long, no JSON, or read in the wrong
 * encoding – an office PC saves GBK, and its signs would otherwise silently become others.
 */
export function jsonIn(text: string): { ok: true; value: unknown } | { ok: false; findings: Finding[] } {
  const max = TEMPLATE_LIMITS.characters;
  if (text.length > max) return { ok: false, findings: [error('template.too-long', '', { max })] };
  if (text.includes('\ufffd')) return { ok: false, findings: [error('template.encoding', '')] };
  try {
    return { ok: true, value: JSON.parse(text.codePointAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch (cause) {
    return { ok: false, findings: [jsonFault(text, cause)] };
  }
}

/** The same from text: an oversized text or one that is no JSON is a finding too. */
export function parseTemplateText(text: string): ParsedTemplate {
  const read = jsonIn(text);
  return read.ok ? parseTemplate(read.value) : read;
}
