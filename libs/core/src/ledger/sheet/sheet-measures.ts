/** Measures in a file: new ones, changed ones, what is reported of them, and whether they are done. */
import { say } from '../../words/words.js';
import type { Measure, MeasureEntry, Problem } from '../model.js';
import { type SheetLine, sameText } from './read-sheet.js';
import type { SheetColumnId } from './sheet-columns.js';
import type { SheetChange } from './sheet-plan.js';
import type { SheetWork } from './sheet-work.js';

/**
 * Takes one line of the sheet as a measure: a known one is changed, a new one planned, an empty cell none. `then` is the
 * problem as it was exported. What is wrong is noted in `work` with row and column.
 */
export function takeLine(work: SheetWork, line: SheetLine, then: Problem | undefined): void {
  const text = line.cells.measure ?? '';
  if (line.measure !== undefined) {
    const [now, was] = [work.problem?.measures[line.measure], then?.measures[line.measure]];
    if (work.seen.has(line.measure)) work.wrong(line.row, 'measure', 'ledger-import.measure-twice');
    else if (now === undefined || was === undefined) work.wrong(line.row, 'measure', 'ledger.measure-unknown');
    else if (now.withdrawn !== true) reviseMeasure(work, line, now, was, then);
    work.seen.add(line.measure);
    return;
  }
  if (text !== '') addMeasure(work, line);
  else {
    const stray = (['person', 'measureUnit', 'measureDue', 'doneOn'] as const).find(
      (column) => (line.cells[column] ?? '') !== '',
    );
    // A problem put right at once is often written with a person and no measure; only without one it says nothing.
    if (stray !== undefined && work.group.lines.length > 1) work.wrong(line.row, 'measure', 'import.value-missing');
    work.note(line.row, 'progress', undefined, line.cells.progress ?? '', then);
  }
}

function addMeasure(work: SheetWork, line: SheetLine): void {
  const { context } = work;
  const before = work.wrongs.length;
  const { measure: text = '', person = '', measureUnit = '', measureDue = '' } = line.cells;
  work.text(line.row, 'measure', text);
  const name = person === '' ? work.own('leader').text : person;
  if (name === '') work.wrong(line.row, work.has('person') ? 'person' : null, 'import.value-missing');
  work.text(line.row, 'person', name);
  const unit = measureUnit === '' ? work.problem?.unit : work.unit(line.row, 'measureUnit', measureUnit);
  const due = work.has('measureDue') ? work.day(line.row, 'measureDue', measureDue) : (work.problem?.due ?? null);
  if (work.wrongs.length > before || unit === undefined || due === undefined) return;
  if (!work.writable(line.row)) return;
  const measure = context.newId();
  const entry: MeasureEntry = { text, person: { name }, unit, due };
  if (!work.carryOut(line.row, { type: 'AddMeasure', measure, entry })) return;
  work.change(line.row, 'measures', 'create', text);
  work.tally.created += 1;
  work.note(line.row, 'progress', measure, line.cells.progress ?? '', undefined);
  complete(work, line, measure, undefined);
}

function reviseMeasure(work: SheetWork, line: SheetLine, now: Measure, was: Measure, then: Problem | undefined): void {
  const { context } = work;
  const changes: Partial<MeasureEntry> = {};
  const fields: SheetChange['fields'] = {};
  const events = work.events.length;
  const before = work.wrongs.length;
  const take = (
    column: SheetColumnId,
    is: string | null,
    old: string | null,
    to: string | null,
    set: () => void,
  ): void => {
    const same = (a: string | null, b: string | null): boolean => sameText(a ?? '', b ?? '');
    if (same(to, old) || same(to, is)) return;
    if (to === null && column !== 'measureDue') work.wrong(line.row, column, 'ledger-import.cannot-empty');
    else if (!same(is, old)) work.wrong(line.row, column, 'ledger-import.changed-meanwhile', { value: is ?? '' });
    else {
      fields[work.heading(column)] = { from: is, to };
      set();
    }
  };
  const cell = (column: SheetColumnId): string | null => line.cells[column] || null;
  if (work.has('measure'))
    take('measure', now.text, was.text, cell('measure'), () => (changes.text = cell('measure') ?? ''));
  if (work.has('person'))
    take(
      'person',
      now.person.name,
      was.person.name,
      cell('person'),
      () => (changes.person = { name: cell('person') ?? '' }),
    );
  for (const column of ['measure', 'person'] as const) work.text(line.row, column, line.cells[column] ?? '');
  const unit = cell('measureUnit');
  if (unit !== null && !context.isUnit(was.unit, unit)) {
    const to = work.unit(line.row, 'measureUnit', unit);
    if (to !== undefined && to !== now.unit) {
      if (now.unit === was.unit) {
        changes.unit = to;
        fields[work.heading('measureUnit')] = { from: null, to: unit };
      } else work.wrong(line.row, 'measureUnit', 'ledger-import.changed-meanwhile', { value: '' });
    }
  } else if (unit === null && work.has('measureUnit'))
    work.wrong(line.row, 'measureUnit', 'ledger-import.cannot-empty');
  if (work.has('measureDue')) {
    const due = work.day(line.row, 'measureDue', line.cells.measureDue ?? '');
    if (due !== undefined) take('measureDue', now.due, was.due, due, () => (changes.due = due));
  }
  if (work.wrongs.length > before) return;
  if (Object.keys(changes).length > 0) {
    if (!work.writable(line.row)) return;
    if (!work.carryOut(line.row, { type: 'ReviseMeasure', measure: now.id, changes, reason: context.reason })) return;
  }
  const note = work.note(line.row, 'progress', now.id, line.cells.progress ?? '', then);
  if (note !== undefined) fields[work.heading('progress')] = { from: null, to: note };
  if (complete(work, line, now.id, was)) fields[work.heading('doneOn')] = { from: null, to: line.cells.doneOn ?? '' };
  if (work.events.length === events) work.tally.same += 1;
  else {
    work.tally.changed += 1;
    work.change(line.row, 'measures', 'change', now.text).fields = fields;
  }
}

/** A day or a word in the column of done measures. Done is recorded when it is said; the day in the file is noted. */
function complete(work: SheetWork, line: SheetLine, measure: string, was: Measure | undefined): boolean {
  const text = line.cells.doneOn ?? '';
  if (!work.has('doneOn')) return false;
  if (text === '') {
    if (was?.doneOn !== undefined) work.wrong(line.row, 'doneOn', 'ledger-import.cannot-empty');
    return false;
  }
  const said = /^(是|已完成|完成|已办结|done|yes|√|✓)$/i.test(text);
  const day = said ? null : work.day(line.row, 'doneOn', text);
  if (day === undefined || (was?.doneOn !== undefined && (said || day === was.doneOn))) return false;
  if (was?.doneOn !== undefined || (day !== null && day > work.context.today)) {
    const code = was?.doneOn === undefined ? 'ledger-import.done-in-future' : 'ledger-import.not-here';
    work.wrong(line.row, 'doneOn', code, { value: text.slice(0, 60) });
    return false;
  }
  if (!work.writable(line.row)) return false;
  const note =
    day === null || day === work.context.today
      ? {}
      : { note: say(work.context.lang, 'ledger-import.done-on', { day }) };
  return work.carryOut(line.row, { type: 'CompleteMeasure', measure, ...note });
}
