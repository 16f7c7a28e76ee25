/** Using last year's template again: everything moves by whole weeks, and what only a person can say is asked for. */
import { addDays, daysBetween } from '../calendar/plain-date.js';
import { type Finding, type Param, pointer } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { Template } from './document.js';
import { shiftDates } from './shift-dates.js';

export type ReuseOptions =
  /** The new first day; dates keep their weekdays, so the start falls within three days of it. */
  | { start: PlainDate }
  /** Calendar days, rounded to whole weeks. */
  | { days: number };

export interface Reused {
  template: Template;
  /** By how many days everything moved. */
  days: number;
  /** What somebody has to decide before it can be published; path into the new template. */
  open: Finding[];
}

type Authority = NonNullable<Template['authority']>;
const isAuthority = (key: string, value: unknown): value is Authority =>
  key === 'authority' && typeof value === 'object' && value !== null;

/** Takes away document numbers and what is said of people; clauses and notes stay as a hint where to look. */
function blanked(node: unknown, path: string, ask: (code: string, path: string, was: Param) => void): unknown {
  if (Array.isArray(node)) return node.map((entry, index) => blanked(entry, path + pointer(index), ask));
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    const at = path + pointer(key);
    if (isAuthority(key, value)) {
      const { document, ...rest } = value;
      if (document !== undefined) ask('reuse.document', at, document);
      if (Object.keys(rest).length > 0) copy[key] = rest;
    } else if (key === 'post' && isPostOf(path)) ask('reuse.post', at, value as Param);
    else copy[key] = blanked(value, at, ask);
  }
  return copy;
}

/** Posts are named by steps, phases and roles; elsewhere the word is somebody's id. */
const isPostOf = (path: string): boolean => /^\/(?:steps|phases|roles)\/[^/]+$/.test(path);

/**
 * Last year's template for a new start: dates moved by whole weeks; document numbers, responsible posts and policies
 * blanked, each policy with the edit that puts it back. `open` lists every decision, each with its place. Layout, ids and texts stay, so
 * that both years can be compared.
 */
export function reuse(last: Template, options: ReuseOptions): Reused {
  const wanted = 'days' in options ? options.days : daysBetween(last.window.start, options.start);
  const days = Math.round(wanted / 7) * 7 + 0;
  const open: Finding[] = [];
  const ask = (code: string, path: string, params: Finding['params']): void => {
    open.push({ code, severity: 'warning', path, params });
  };
  const moved = shiftDates(last, days);
  const { policies, ...rest } = blanked(moved, '', (code, path, was) => {
    // A policy goes as a whole; put back, it is given its document anew.
    if (!path.startsWith('/policies/')) ask(code, path, { was, ...titleAt(moved, path) });
  }) as Template;
  const template: Template = { ...rest, policies: {} };
  ask('reuse.window', '/window', { start: template.window.start, end: template.window.end });
  for (const [id, value] of Object.entries(policies)) {
    const { title, reason } = value;
    const fix = { edits: [{ op: 'set' as const, path: pointer('policies', id), value }] };
    open.push({ code: 'reuse.policy', severity: 'warning', path: '/policies', params: { title, reason }, fix });
  }
  for (const { path, date, title } of fixedDates(template))
    ask('reuse.date', path, { date, was: addDays(date, -days), title });
  for (const text of yearsIn(template, last.window.start.slice(0, 4)))
    ask('reuse.year', text.path, { text: text.text });
  const rank = ['reuse.window', 'reuse.document', 'reuse.policy', 'reuse.date', 'reuse.post', 'reuse.year'];
  return { template, days, open: open.toSorted((a, b) => rank.indexOf(a.code) - rank.indexOf(b.code)) };
}

/** The title of the element a place lies in. */
function titleAt(template: Template, path: string): { title: Param } {
  const [, map, id] = path.split('/');
  const elements = map === 'steps' || map === 'phases' || map === 'roles' || map === 'policies' ? template[map] : {};
  const element = id !== undefined && Object.hasOwn(elements, id) ? elements[id] : undefined;
  return { title: element?.title ?? template.title };
}

/** Every plain date something is anchored to: it was chosen for last year's calendar. */
function fixedDates(template: Template): { path: string; date: PlainDate; title: Param }[] {
  const dates: { path: string; date: PlainDate; title: Param }[] = [];
  const look = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { from, date } = node as { from?: unknown; date?: unknown };
    if (from === 'date' && typeof date === 'string')
      dates.push({ path: `${path}/date`, date, ...titleAt(template, path) });
    for (const [key, value] of Object.entries(node)) look(value, path + pointer(key));
  };
  look(template.phases, '/phases');
  look(template.steps, '/steps');
  return dates;
}

/** Texts that still speak of last year. */
function yearsIn(template: Template, year: string): { path: string; text: Param }[] {
  const texts: { path: string; text: Param }[] = [];
  const look = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { zh, en } = node as { zh?: unknown; en?: unknown };
    if (typeof zh === 'string') {
      if (`${zh}${typeof en === 'string' ? en : ''}`.includes(year)) texts.push({ path, text: zh });
      return;
    }
    for (const [key, value] of Object.entries(node)) look(value, path + pointer(key));
  };
  look(template, '');
  return texts;
}
