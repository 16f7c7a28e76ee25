/** A problem that is there: what was changed in the file since it was written. */
import type { PlainDate } from '../../instants.js';
import { say } from '../../words/words.js';
import type { Problem, ProblemEntry } from '../model.js';
import { sameText } from './read-sheet.js';
import type { SheetColumnId } from './sheet-columns.js';
import type { SheetChange } from './sheet-plan.js';
import { LISTED, type SheetWork } from './sheet-work.js';

/** A problem that is there: what was changed in the file since it was written. */
export function reviseProblem(work: SheetWork, id: string): void {
  const { context, group } = work;
  const known = context.known.get(id);
  if (known === undefined) {
    work.wrong(group.row, null, 'ledger-import.problem-unknown');
    return;
  }
  const { now, exported: then } = known;
  if (then === undefined) {
    work.wrong(group.row, null, 'ledger-import.version-unknown');
    return;
  }
  const before = work.wrongs.length;
  work.problem = now;
  work.statusOf(then);
  const fields: SheetChange['fields'] = {};
  const changes: Partial<Omit<ProblemEntry, 'foundOn' | 'repeats'>> = {};
  const take = <T>(
    column: SheetColumnId,
    is: T,
    was: T,
    to: T,
    show: (value: T) => string | null,
    set: () => void,
  ): void => {
    const same = (a: T, b: T): boolean =>
      show(a) === null || show(b) === null ? a === b : sameText(show(a) ?? '', show(b) ?? '');
    if (same(to, was) || same(to, is)) return;
    if (!same(is, was)) {
      work.wrong(work.own(column).row, column, 'ledger-import.changed-meanwhile', { value: show(is) ?? '' });
      return;
    }
    fields[work.heading(column)] = { from: show(is), to: show(to) };
    set();
  };
  for (const column of ['title', 'detail', 'leader'] as const) {
    if (!work.has(column)) continue;
    const { text, row } = work.own(column);
    const value = (of: Problem): string => (column === 'leader' ? of.leader.name : of[column]) ?? '';
    if (text === '' && value(then) !== '') work.wrong(row, column, 'ledger-import.cannot-empty');
    else if (work.text(row, column, text) !== undefined)
      take(
        column,
        value(now),
        value(then),
        text,
        (shown) => shown,
        () => {
          if (column === 'leader') changes.leader = { name: text };
          else changes[column] = text;
        },
      );
  }
  for (const column of LISTED) {
    if (!work.has(column)) continue;
    const { text, row } = work.own(column);
    if (text === '') {
      if (then[column] !== undefined) work.wrong(row, column, 'ledger-import.cannot-empty');
      continue;
    }
    const value = work.listed(column);
    const shown = (id: string | undefined): string | null =>
      id === undefined ? null : say(context.lang, `problem.${column}.${id}`);
    if (value !== undefined)
      take<string | undefined>(column, now[column], then[column], value, shown, () =>
        Object.assign(changes, { [column]: value }),
      );
  }
  if (work.has('due')) {
    const { text, row } = work.own('due');
    const due = work.day(row, 'due', text);
    if (due !== undefined)
      take<PlainDate | null>(
        'due',
        now.due,
        then.due,
        due,
        (day) => day,
        () => Object.assign(changes, { due }),
      );
  }
  untouched(work, then);
  if (work.wrongs.length > before) return;
  if (Object.keys(changes).length === 0) return;
  if (!work.writable(group.row)) return;
  if (work.carryOut(group.row, { type: 'ReviseProblem', changes, reason: context.reason }))
    work.change(group.row, 'problems', 'change', now.title).fields = fields;
}

/** Cells that say what happened elsewhere, and are not for changing here. */
function untouched(work: SheetWork, then: Problem): void {
  const unit = work.own('unit');
  if (unit.text !== '' && !work.context.isUnit(then.unit, unit.text))
    work.wrong(unit.row, 'unit', 'ledger-import.not-here', { value: unit.text.slice(0, 60) });
  const foundOn = work.own('foundOn');
  if (foundOn.text !== '' && work.day(foundOn.row, 'foundOn', foundOn.text) !== then.foundOn)
    work.wrong(foundOn.row, 'foundOn', 'ledger-import.not-here', { value: foundOn.text.slice(0, 60) });
}
