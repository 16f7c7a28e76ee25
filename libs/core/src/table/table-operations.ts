/**
 * An edited table back as operations: what a row says differently from the template is one operation; what cannot be
 * read is a finding with its line, and nothing is guessed. Nothing is done before somebody has confirmed it.
 */
import { describeEvidence } from '../compare/describe-evidence.js';
import { MANDATE_WORDS } from '../compare/describe-step-parts.js';
import { textIn } from '../compare/speech.js';
import type { Finding, Param } from '../findings.js';
import { pointer } from '../findings.js';
import type { EvidenceInput } from '../operations/default-evidence.js';
import { freeId } from '../operations/free-id.js';
import { applyOperation, type Operation } from '../operations/operations.js';
import { inOrder } from '../operations/ordering.js';
import { retitled } from '../operations/preset-titles.js';
import { own } from '../run/own.js';
import { stepKinds } from '../step-kinds/step-kinds.js';
import { hangingPlace } from '../template/extension-points.js';
import { evidenceSchema, type LocalText, type Mandate, type Step, type Template } from '../template/document.js';
import { type TableColumnId, tableColumns } from './columns.js';
import { readDeadline } from './read-date.js';
import { readEvidence } from './read-evidence.js';
import type { EditedRow } from './read-table.js';
import { loose, rowsMatched } from './row-matching.js';
import { cellsOf, mayAt, type TableOptions, tableRows } from './table-rows.js';

export interface TableEdits {
  /** In the order of the rows; together they can be applied as a `batch`. */
  operations: Operation[];
  findings: Finding[];
}

/** What a cell says, apart from blanks that nobody sees. */
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();

/** The id of the element called so, in either language. */
function called(map: Readonly<Record<string, { title: LocalText }>>, text: string): string | undefined {
  const wanted = loose(text);
  return Object.entries(map).find(
    ([, { title }]) => loose(title.zh) === wanted || loose(title.en ?? '') === wanted,
  )?.[0];
}

const titles = (map: Readonly<Record<string, { title: LocalText }>>): { zh: string; en: string } => ({
  zh: Object.values(map)
    .map(({ title }) => title.zh)
    .join('、'),
  en: Object.values(map)
    .map(({ title }) => title.en ?? title.zh)
    .join(', '),
});

const kindTitles = (): { zh: string; en: string } => titles(Object.fromEntries(stepKinds.map((one) => [one.id, one])));

class Reading {
  readonly operations: Operation[] = [];
  readonly findings: Finding[] = [];
  /** The template as it is after the operations so far. */
  current: Template;
  private line: number | undefined;

  constructor(
    readonly template: Template,
    readonly options: TableOptions,
  ) {
    this.current = template;
  }

  at(line: number | undefined): void {
    this.line = line;
  }

  find(code: string, path: string, params: Record<string, Param>, severity: Finding['severity'] = 'error'): void {
    const line: Record<string, Param> = this.line === undefined ? {} : { line: this.line };
    this.findings.push({ code: `table.${code}`, severity, path, params: { ...params, ...line } });
  }

  /** Keeps an operation if it can be done and is allowed; else says why not. */
  do(operation: Operation, path: string): boolean {
    const applied = applyOperation(this.current, operation);
    if (!applied.ok) {
      const { code, params } = applied.refusal;
      this.findings.push({ code, severity: 'error', path, params });
      return false;
    }
    this.current = applied.value.template;
    if (applied.value.edits.length > 0) this.operations.push(operation);
    return true;
  }

  /** Whether a place is open; says so where it is not. */
  open(path: string, column: TableColumnId, step: Step): boolean {
    if (mayAt(path, this.options).set) return true;
    this.locked(path, column, step);
    return false;
  }

  locked(path: string, column: TableColumnId, step: Step): void {
    const title = tableColumns.find(({ id }) => id === column)?.title ?? { zh: '', en: '' };
    this.find('locked', path, { step: step.title, column: title });
  }
}

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
function readEvidenceCell(reading: Reading, id: string, text: string): void {
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
function readCell(reading: Reading, id: string, column: TableColumnId, text: string): void {
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

/** A row for which there is no step: a new one, or a local one where the level above left room; before the next row's. */
function newRow(
  reading: Reading,
  row: EditedRow,
  { phase, next }: { phase: string | undefined; next: string | undefined },
): string | undefined {
  const { lang, above } = reading.options;
  const task = row.cells.task ?? '';
  if (task === '') {
    if (Object.values(row.cells).some((cell) => cell !== '')) reading.find('no-task', '', {});
    return undefined;
  }
  const kind = stepKinds.find(({ title }) =>
    [title.zh, title.en ?? ''].some((one) => loose(one) === loose(row.cells.kind ?? '')),
  );
  const named = row.cells.phase === undefined ? undefined : called(reading.current.phases, row.cells.phase);
  if (row.cells.phase && named === undefined) {
    reading.find('unknown-phase', '', { name: row.cells.phase, known: titles(reading.current.phases) });
    return undefined;
  }
  const said = named ?? phase;
  const into = said ?? reading.options.phase ?? inOrder(reading.current.phases)[0]?.[0];
  if (into === undefined) {
    reading.find('no-phase', '/phases', {});
    return undefined;
  }
  const wantedKind = kind?.id ?? 'task';
  const hangsAt = above
    ? roomFor(reading.current, { kind: wantedKind, phase: into, elsewhere: said === undefined })
    : undefined;
  if (above && !hangsAt) {
    const open = openPhases(reading.current);
    reading.find(Object.keys(open).length > 0 ? 'no-room' : 'no-room-at-all', '', {
      task,
      phase: reading.current.phases[into]?.title ?? into,
      open: titles(open),
    });
    return undefined;
  }
  const id = freeId((one) => Object.hasOwn(reading.current.steps, one), `${above ? 'own' : 'task'}-${row.line ?? 1}`);
  const title = retitled(undefined, task, lang);
  const path = pointer('steps', id);
  if (!kind && row.cells.kind)
    reading.find('kind-taken-as-task', path, { step: title, name: row.cells.kind, known: kindTitles() }, 'warning');
  const before = next !== undefined && reading.current.steps[next]?.phase === into ? next : null;
  const wanted = { id, kind: wantedKind, title };
  const done = hangsAt
    ? reading.do({ op: 'add-local-step', ...wanted, hangsAt, before }, path)
    : reading.do({ op: 'add-step', ...wanted, phase: into, before }, path);
  return done ? id : undefined;
}

/** Phases in which a local step can hang, at whatever place. */
const openPhases = (template: Template): Template['phases'] =>
  Object.fromEntries(
    inOrder(template.phases).filter(([phase]) => hangingPlace(template, { phase, kind: 'task' }) !== undefined),
  );

/** Where a local step hangs: in its phase; where the row named none, else in the first phase that has room. */
function roomFor(
  template: Template,
  { kind, phase, elsewhere }: { kind: string; phase: string; elsewhere: boolean },
): Step['hangsAt'] {
  const phases = elsewhere ? [phase, ...inOrder(template.phases).map(([id]) => id)] : [phase];
  for (const one of phases) {
    const place = hangingPlace(template, { phase: one, kind });
    if (place) return place;
  }
  return undefined;
}

/** For each row the step of the next row that is about one. */
function followingSteps(
  edited: readonly EditedRow[],
  matched: ReadonlyMap<EditedRow, string>,
): Map<EditedRow, string | undefined> {
  const following = new Map<EditedRow, string | undefined>();
  let next: string | undefined;
  for (const row of edited.toReversed()) {
    following.set(row, next);
    next = matched.get(row) ?? next;
  }
  return following;
}

const COLUMNS = tableColumns.map(({ id }) => id);

/**
 * What edited rows come to. Cells that say what the template says are no edit, so that a table that comes back as it
 * went out gives nothing. Rows that are missing take nothing away; they are named.
 */
export function tableOperations(
  template: Template,
  edited: readonly EditedRow[],
  options: TableOptions & { /** The whole table came back, not some rows of it. */ whole?: boolean },
): TableEdits {
  const reading = new Reading(template, options);
  const rows = tableRows(template, options);
  const shown = new Map(rows.map((row) => [row.id, row]));
  const seen = new Set<string>();
  const matched = rowsMatched(edited, rows);
  const following = followingSteps(edited, matched);
  let phase: string | undefined;
  for (const row of edited) {
    reading.at(row.line);
    let id = matched.get(row);
    if (id !== undefined && seen.has(id)) {
      reading.find('row-twice', pointer('steps', id), { step: template.steps[id]?.title ?? '' });
      continue;
    }
    const fresh = id === undefined;
    id ??= newRow(reading, row, { phase, next: following.get(row) });
    if (id === undefined) continue;
    seen.add(id);
    for (const column of COLUMNS) {
      const text = row.cells[column];
      const step = own(reading.current.steps, id);
      if (text === undefined || !step) continue;
      if (fresh && (column === 'task' || column === 'kind' || text === '')) continue;
      if (fresh && column === 'evidence') {
        readEvidenceCell(reading, id, text);
        continue;
      }
      const stands = (shown.get(id)?.cells ?? cellsOf(reading.current, step, '', options.lang))[column];
      if (bare(stands) !== bare(text)) readCell(reading, id, column, bare(text));
    }
    phase = own(reading.current.steps, id)?.phase ?? phase;
  }
  if (options.whole) {
    const left = rows.filter(({ id }) => !seen.has(id)).map(({ id }) => template.steps[id]?.title ?? { zh: id });
    reading.at(undefined);
    if (left.length > 0) {
      const names = (lang: 'zh' | 'en'): string =>
        left
          .slice(0, 10)
          .map((title) => (lang === 'zh' ? `“${title.zh}”` : `"${textIn(title, lang)}"`))
          .join(lang === 'zh' ? '、' : ', ');
      reading.find(
        'rows-missing',
        '/steps',
        { count: left.length, names: { zh: names('zh'), en: names('en') } },
        'info',
      );
    }
  }
  return { operations: reading.operations, findings: reading.findings };
}
