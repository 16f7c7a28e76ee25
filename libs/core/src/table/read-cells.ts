/** Cells that say something else than the template, one kind of cell after the other. */
import { describeEvidence } from '../compare/describe-evidence.js';
import { MANDATE_WORDS } from '../compare/describe-step-parts.js';
import { textIn } from '../compare/speech.js';
import { pointer } from '../findings.js';
import type { EvidenceInput } from '../operations/default-evidence.js';
import { freeId } from '../operations/free-id.js';
import { retitled } from '../operations/preset-titles.js';
import { own } from '../run/own.js';
import { stepKinds } from '../step-kinds/step-kinds.js';
import { evidenceSchema, type LocalText, type Mandate, type Step } from '../template/document.js';
import { type TableColumnId } from './columns.js';
import { readDeadline } from './read-date.js';
import { readEvidence } from './read-evidence.js';
import { called, kindTitles, Reading, titles } from './reading.js';
import { loose } from './row-matching.js';
import { mayAt } from './table-rows.js';

const MANDATES = Object.entries(MANDATE_WORDS) as [Mandate, { zh: string; en: string }][];

function readRoles(reading: Reading, text: string, path: string): string[] | null {
  const { roles } = reading.current;
  if (text === '') return [];
  const whole = called(roles, text);
  if (whole !== undefined) return [whole];
  const found: string[] = [];
  for (const name of text.split(/[、,，;；/\n]+/).map((one) => one.trim())) {
    if (name === '') continue;
    const id = called(roles, name);
    if (id === undefined) {
      reading.find('unknown-role', path, { name, known: titles(roles) });
      return null;
    }
    if (!found.includes(id)) found.push(id);
  }
  return found;
}

function readDeadlineCell(reading: Reading, id: string, step: Step, text: string): void {
  const at = (...keys: string[]): string => pointer('steps', id, 'deadlines', ...keys);
  const bounds = Object.entries(step.deadlines);
  const [first] = bounds;
  if (text === '') {
    for (const [bound] of bounds) {
      if (!mayAt(at(bound), reading.options).remove) return reading.locked(at(bound), 'deadline', step);
    }
    for (const [bound] of bounds) reading.do({ op: 'remove-deadline', step: id, id: bound }, at(bound));
    return;
  }
  const bound = readDeadline(text, reading.current.window, first?.[1]);
  const inPeriod = bound?.anchor.from === 'period-end';
  // One day for every period would be over before most of them begin.
  if (step.occurrences.mode === 'every' && !inPeriod)
    return reading.find('recurring-deadline', at(), { step: step.title, text });
  if (!bound || (inPeriod && step.occurrences.mode !== 'every'))
    return reading.find('unreadable-date', at(), { step: step.title, text });
  const { above } = reading.options;
  const mine = bounds.filter(([key]) => !own(own(above?.steps ?? {}, id)?.deadlines ?? {}, key));
  // One bound that may be changed is changed; beside bounds from above, one's own is.
  const target = bounds.length === 1 ? first : mine.length === 1 && above ? mine[0] : undefined;
  if (target && mayAt(at(target[0]), reading.options).set) {
    const authority = target[1].authority;
    reading.do(
      { op: 'set-field', path: at(target[0]), value: { ...bound, ...(authority ? { authority } : {}) } },
      at(target[0]),
    );
    return;
  }
  if (bounds.length > 1 && !above) return reading.find('several-deadlines', at(), { step: step.title });
  if (!mayAt(at(), reading.options).add) return reading.locked(at(), 'deadline', step);
  const key = freeId((one) => Object.hasOwn(step.deadlines, one), above ? 'own' : 'due');
  reading.do({ op: 'add-deadline', step: id, id: key, bound }, at(key));
}

/**
 * What a new row says it asks for, beside what its kind asks for anyway. What was understood in an office's own words
 * is proposed: it is said how it was taken, and what was not taken.
 */
export function readEvidenceCell(reading: Reading, id: string, text: string): void {
  const { lang } = reading.options;
  const { asked, unread } = readEvidence(text, lang);
  const at = (...keys: string[]): string => pointer('steps', id, 'evidence', ...keys);
  for (const one of asked) {
    const step = own(reading.current.steps, id);
    const wanted = evidenceSchema.safeParse(one.evidence);
    if (!step || !wanted.success) {
      unread.push(one.text);
      continue;
    }
    const taken = describeEvidence(wanted.data, lang);
    const alike = Object.entries(step.evidence).find(
      ([, { title }]) => loose(textIn(title, lang)) === loose(textIn(wanted.data.title, lang)),
    );
    if (alike && loose(describeEvidence(alike[1], lang)) === loose(taken)) continue;
    const key = alike?.[0] ?? freeId((other) => Object.hasOwn(step.evidence, other), wanted.data.type);
    const evidence: EvidenceInput = { ...one.evidence, order: alike?.[1].order ?? 0 };
    const done = alike
      ? reading.do({ op: 'set-field', path: at(key), value: evidence }, at(key))
      : reading.do({ op: 'add-evidence', step: id, id: key, evidence: one.evidence }, at(key));
    if (done && loose(taken) !== loose(one.text))
      reading.find('evidence-taken', at(key), { step: step.title, text: one.text, taken }, 'info');
  }
  const { title = '' } = own(reading.current.steps, id) ?? {};
  for (const part of unread) reading.find('evidence-unread', at(), { step: title, text: part }, 'warning');
}

/** One cell of a row that says something else than the template. */
export function readCell(reading: Reading, id: string, column: TableColumnId, text: string): void {
  const step = own(reading.current.steps, id);
  if (!step) return;
  const { lang } = reading.options;
  const path = pointer('steps', id, column === 'task' ? 'title' : column === 'deadline' ? 'deadlines' : column);
  switch (column) {
    case 'number':
      return;
    case 'evidence':
      return reading.find('not-in-table', pointer('steps', id, 'evidence'), { step: step.title }, 'warning');
    case 'deadline':
      return readDeadlineCell(reading, id, step, text);
    default:
  }
  if (!reading.open(path, column, step)) return;
  const written = (old: LocalText | undefined): LocalText => retitled(old, text, lang);
  switch (column) {
    case 'task':
      if (text === '') return reading.find('no-title', path, { step: step.title });
      reading.do({ op: 'set-field', path, value: written(step.title) }, path);
      return;
    case 'post':
      if (text === '') reading.do({ op: 'clear-field', path }, path);
      else reading.do({ op: 'set-field', path, value: written(step.post) }, path);
      return;
    case 'phase': {
      const phase = called(reading.current.phases, text);
      if (phase === undefined)
        return reading.find('unknown-phase', path, { name: text, known: titles(reading.current.phases) });
      if (phase !== step.phase) reading.do({ op: 'move-steps', ids: [id], phase }, path);
      return;
    }
    case 'kind': {
      const kind = stepKinds.find(
        ({ title }) => loose(title.zh) === loose(text) || loose(title.en ?? '') === loose(text),
      );
      if (!kind) {
        return reading.find('unknown-kind', path, { name: text, known: kindTitles() });
      }
      reading.do({ op: 'set-kind', step: id, kind: kind.id }, path);
      return;
    }
    case 'lead': {
      const [lead, ...more] = readRoles(reading, text, path) ?? ['', ''];
      if (lead === '') return;
      if (lead === undefined) return reading.find('no-lead', path, { step: step.title });
      if (more.length > 0) return reading.find('several-leads', path, { step: step.title });
      reading.do({ op: 'set-field', path, value: lead }, path);
      return;
    }
    case 'supporting': {
      const roles = readRoles(reading, text, path);
      if (roles) reading.do({ op: 'set-field', path, value: roles }, path);
      return;
    }
    case 'mandate': {
      const mandate = MANDATES.find(([key, words]) =>
        [key, words.zh, words.en].some((one) => loose(one) === loose(text)),
      );
      if (!mandate) {
        const known = {
          zh: MANDATES.map(([, { zh }]) => zh).join('、'),
          en: MANDATES.map(([, { en }]) => en).join(', '),
        };
        return reading.find('unknown-mandate', path, { name: text, known });
      }
      reading.do({ op: 'set-field', path, value: mandate[0] }, path);
      return;
    }
  }
}
