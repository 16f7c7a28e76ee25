/** A problem the ledger does not have yet, out of what a file says of it. */
import type { PlainDate } from '../../instants.js';
import type { ProblemEntry } from '../model.js';
import type { SheetColumnId } from './sheet-columns.js';
import { readDay } from './sheet-values.js';
import type { SheetWork } from './sheet-work.js';

/** A problem the ledger does not have yet. */
export function enterProblem(work: SheetWork): void {
  const { context, group } = work;
  const before = work.wrongs.length;
  const title = work.own('title');
  if (title.text === '') {
    work.wrong(group.row, 'title', 'import.value-missing');
    return;
  }
  work.text(title.row, 'title', title.text);
  const detail = work.own('detail');
  work.text(detail.row, 'detail', detail.text);
  const leader = work.own('leader');
  if (leader.text === '') work.wrong(leader.row, 'leader', 'import.value-missing');
  work.text(leader.row, 'leader', leader.text);
  const unit = unitOfNew(work);
  const foundOn = work.own('foundOn');
  const found = work.day(foundOn.row, 'foundOn', foundOn.text);
  const due = dueOfNew(work);
  // Who writes a date and no class means “by a deadline”.
  const kind = work.own('class').text === '' && due !== null ? 'by-deadline' : work.listed('class');
  const aspect = work.listed('aspect');
  const source = work.own('source').text === '' ? 'other' : work.listed('source');
  const channel = work.own('channel').text === '' ? 'other' : work.listed('channel');
  const theme = work.own('theme').text === '' ? null : work.listed('theme');
  work.statusOf(undefined);
  if (unit !== undefined && context.taken(unit, title.text))
    work.wrong(title.row, 'title', 'ledger-import.already-there', { value: title.text.slice(0, 60) });
  if (work.wrongs.length > before || unit === undefined || kind === undefined || aspect === undefined) return;
  if (source === undefined || channel === undefined || theme === undefined || due === undefined) return;
  const entry: ProblemEntry = {
    title: title.text,
    ...(detail.text === '' ? {} : { detail: detail.text }),
    source,
    channel,
    aspect,
    ...(theme === null ? {} : { theme }),
    class: kind,
    leader: { name: leader.text },
    foundOn: found ?? foundBy(work, due),
    due,
  };
  const { campaign } = context;
  if (work.carryOut(group.row, { type: 'RecordProblem', problem: context.newId(), campaign, unit, entry }))
    work.change(group.row, 'problems', 'create', title.text);
}

/** Where no day is said: found today, or – of what should be done already – not later than that. */
function foundBy(work: SheetWork, due: PlainDate | null): PlainDate {
  const days = work.group.lines.map((line) => readDay(line.cells.measureDue ?? '', work.context.window));
  const named = [due, ...days].filter((day) => typeof day === 'string');
  return [work.context.today, ...named].toSorted()[0] ?? work.context.today;
}

/** Said in the file, or by whoever imports, or the unit that answers for the first measure. */
function unitOfNew(work: SheetWork): string | undefined {
  const said = work.own('unit');
  const first = work.group.lines.find((line) => (line.cells.measureUnit ?? '') !== '');
  const [row, column, text]: [number, SheetColumnId, string] =
    said.text !== '' || first === undefined
      ? [said.row, 'unit', said.text]
      : [first.row, 'measureUnit', first.cells.measureUnit ?? ''];
  const unit = said.text === '' && work.context.unit !== undefined ? work.context.unit : undefined;
  if (unit === undefined && text === '') {
    if (work.has('unit')) return work.wrong(row, 'unit', 'import.value-missing');
    return work.wrong(row, null, 'ledger-import.unit-missing');
  }
  const found = unit ?? work.unit(row, column, text);
  if (found !== undefined && !work.context.mayWrite(found))
    return work.wrong(row, column, 'ledger-import.out-of-reach', { value: text.slice(0, 60) });
  return found;
}

/** A file with one column of dates has the measures' only: the last of them is the problem's. */
function dueOfNew(work: SheetWork): PlainDate | null | undefined {
  const { text, row } = work.own('due');
  if (work.has('due')) return work.day(row, 'due', text);
  const days = work.group.lines.map((line) => work.day(line.row, 'measureDue', line.cells.measureDue ?? ''));
  if (days.includes(undefined)) return undefined;
  return (
    days
      .filter((day) => typeof day === 'string')
      .toSorted()
      .at(-1) ?? null
  );
}
