/** The ledger as rows of a workbook: one row per measure, what concerns the problem on the first of them only. */
import { dateOf } from '../../calendar/time-zone.js';
import { type Instant, minuteOf } from '../../instants.js';
import { say } from '../../words/words.js';
import type { Measure, Problem } from '../model.js';
import type { SheetColumnId } from './sheet-columns.js';
import { listedWord } from './sheet-values.js';

export interface SheetRow {
  problem: string;
  /** Of the problem when the row was written: what was changed in the workbook is told by it. */
  version: number;
  measure?: string;
  cells: Partial<Record<SheetColumnId, string>>;
}
export interface SheetBlock {
  rows: SheetRow[];
}

export interface SheetRendering {
  lang: 'zh' | 'en';
  timeZone: string;
  /** How a unit is written, so that it is found again. */
  unitLabel: (unit: string) => string;
}

/** Older notes are in the system; a cell holds so many. */
const NOTES_SHOWN = 5;

/** Notes on a measure, or on the problem as a whole, as lines that begin with their day. */
export function noteLines(problem: Problem, measure: string | undefined, timeZone: string): string[] {
  const day = (at: Instant): string => dateOf(minuteOf(at), timeZone);
  return problem.progress
    .filter((entry) => entry.measure === measure)
    .map(({ at, note }) => `${day(at)} ${note.replaceAll(/\s+/g, ' ').trim()}`);
}

const measureCells = (problem: Problem, measure: Measure, { timeZone, unitLabel }: SheetRendering) => ({
  measure: measure.text,
  person: measure.person.name ?? '',
  measureUnit: unitLabel(measure.unit),
  measureDue: measure.due ?? '',
  progress: noteLines(problem, measure.id, timeZone).slice(-NOTES_SHOWN).join('\n'),
  doneOn: measure.doneOn ?? '',
});

function problemCells(problem: Problem, number: number, rendering: SheetRendering): SheetRow['cells'] {
  const { lang, timeZone, unitLabel } = rendering;
  return {
    number: String(number),
    title: problem.title,
    detail: problem.detail ?? '',
    source: listedWord('source', problem.source, lang),
    channel: listedWord('channel', problem.channel, lang),
    aspect: listedWord('aspect', problem.aspect, lang),
    theme: problem.theme === undefined ? '' : listedWord('theme', problem.theme, lang),
    class: listedWord('class', problem.class, lang),
    unit: unitLabel(problem.unit),
    leader: problem.leader.name ?? '',
    foundOn: problem.foundOn,
    due: problem.due ?? '',
    overall: noteLines(problem, undefined, timeZone).slice(-NOTES_SHOWN).join('\n'),
    status: say(lang, `problem.status.${problem.status}`),
    closedOn: problem.closedAt === undefined ? '' : dateOf(minuteOf(problem.closedAt), timeZone),
  };
}

/** A problem's rows: at least one, withdrawn measures left out. `number` is its place in the table, from 1. */
export function sheetBlock(problem: Problem, number: number, rendering: SheetRendering): SheetBlock {
  const of = { problem: problem.id, version: problem.version };
  const measures = Object.values(problem.measures).filter(({ withdrawn }) => !withdrawn);
  const own = problemCells(problem, number, rendering);
  const rows = measures.map(
    (measure, index): SheetRow => ({
      ...of,
      measure: measure.id,
      cells: { ...(index === 0 ? own : {}), ...measureCells(problem, measure, rendering) },
    }),
  );
  return { rows: rows.length === 0 ? [{ ...of, cells: own }] : rows };
}
