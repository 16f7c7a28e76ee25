/** One problem of a file at work: reads its cells, carries out commands, says what is wrong where. */
import type { Param, Refusal } from '../../findings.js';
import type { PlainDate } from '../../instants.js';
import { say } from '../../words/words.js';
import { decideProblem } from '../decide-problem.js';
import { evolveProblem } from '../evolve-problem.js';
import type { Problem, ProblemCommand, ProblemEntry, ProblemEvent } from '../model.js';
import { type ReadSheet, type SheetGroup, type SheetWrong, sameText } from './read-sheet.js';
import { type SheetColumnId, sheetColumns } from './sheet-columns.js';
import type { SheetChange, SheetContext } from './sheet-plan.js';
import { noteLines } from './sheet-rows.js';
import { type ListedColumn, listedWords, readDay, readListed } from './sheet-values.js';

const NAME = 60;
const TEXT: Partial<Record<SheetColumnId, number>> = {
  title: 200,
  detail: 4000,
  leader: NAME,
  person: NAME,
  measure: 1000,
};
const NOTE = 2000;
export const LISTED: readonly ListedColumn[] = ['source', 'channel', 'aspect', 'theme', 'class'];
/** Which cell a refusal of the core speaks of. */
const COLUMN_AT: Record<string, [SheetColumnId, SheetColumnId]> = {
  due: ['due', 'measureDue'],
  foundOn: ['foundOn', 'foundOn'],
  measure: ['measure', 'measure'],
};

/** What has been made so far of one problem of a sheet: its events, its changes, what is wrong with its lines. */
export class SheetWork {
  readonly events: ProblemEvent[] = [];
  readonly changes: SheetChange[] = [];
  /** Of measures. */
  readonly tally = { created: 0, changed: 0, same: 0 };
  readonly seen = new Set<string>();
  problem: Problem | undefined;

  constructor(
    readonly group: SheetGroup,
    readonly sheet: ReadSheet,
    readonly context: SheetContext,
    readonly wrongs: SheetWrong[],
  ) {}

  wrong(row: number, column: SheetColumnId | null, code: string, params: Record<string, Param> = {}): undefined {
    this.wrongs.push({ row, column: column === null ? null : this.heading(column), code, params });
    return undefined;
  }

  /** As the file calls the column, otherwise as we do. */
  heading(column: SheetColumnId): string {
    const { lang } = this.context;
    const own = sheetColumns.find(({ id }) => id === column)?.title;
    return this.sheet.headings.get(column) ?? own?.[lang] ?? column;
  }
  has(column: SheetColumnId): boolean {
    return this.sheet.headings.has(column);
  }
  own(column: SheetColumnId): { text: string; row: number } {
    return this.group.own[column] ?? { text: '', row: this.group.row };
  }

  text(row: number, column: SheetColumnId, text: string): string | undefined {
    const most = TEXT[column] ?? NOTE;
    if (text.length > most) return this.wrong(row, column, 'import.too-long', { most });
    // Line breaks are the author's; other control characters break screens and documents.
    if (/[^\P{Cc}\n\r\t]/u.test(text))
      return this.wrong(row, column, 'import.value-invalid', { value: text.replaceAll(/\p{Cc}/gu, '·').slice(0, 60) });
    return text;
  }

  listed<C extends ListedColumn>(column: C): ProblemEntry[C] | undefined {
    const { text, row } = this.own(column);
    const value = readListed(column, text);
    if (value === undefined)
      return this.wrong(row, column, text === '' ? 'ledger-import.word-missing' : 'ledger-import.word-unknown', {
        value: text.slice(0, 60),
        known: listedWords(column, this.context.lang),
      });
    return value as ProblemEntry[C];
  }

  day(row: number, column: SheetColumnId, text: string): PlainDate | null | undefined {
    const day = readDay(text, this.context.window);
    return day === undefined ? this.wrong(row, column, 'import.date-invalid', { value: text.slice(0, 60) }) : day;
  }

  unit(row: number, column: SheetColumnId, text: string): string | undefined {
    const [unit, another] = this.context.unitsBy(text);
    if (unit === undefined) return this.wrong(row, column, 'ledger-import.unit-unknown', { value: text.slice(0, 60) });
    if (another !== undefined)
      return this.wrong(row, column, 'ledger-import.unit-ambiguous', { value: text.slice(0, 60) });
    return unit;
  }

  /** Decides a command and applies it; a refusal is told at its cell. */
  carryOut(row: number, command: ProblemCommand): boolean {
    const decided = decideProblem(this.problem, command, this.context);
    if (!decided.ok) {
      this.refused(row, command, decided.refusal);
      return false;
    }
    this.problem = decided.value.reduce<Problem | undefined>(evolveProblem, this.problem);
    this.events.push(...decided.value);
    return true;
  }

  private refused(row: number, command: ProblemCommand, { code, path, params }: Refusal): void {
    const ofMeasure = command.type.includes('Measure');
    const column = COLUMN_AT[path.split('/').at(-1) ?? '']?.[ofMeasure ? 1 : 0];
    const at = column === undefined || ofMeasure ? row : this.own(column).row;
    this.wrong(at, column !== undefined && this.has(column) ? column : null, code, params);
  }

  change(row: number, table: SheetChange['table'], kind: SheetChange['kind'], key: string): SheetChange {
    const made: SheetChange = { row, table, kind, key: key.slice(0, 200), fields: {} };
    this.changes.push(made);
    return made;
  }

  /** Closing is asked for and verified in the system, never written into a cell. */
  statusOf(then: Problem | undefined): void {
    const { text, row } = this.own('status');
    const means = (status: string): boolean =>
      (['zh', 'en'] as const).some((lang) => sameText(say(lang, `problem.status.${status}`), text));
    if (text === '' || means(then?.status ?? 'open')) return;
    if (then === undefined && /^(未销号|未完成|否|正在整改|推进中)$/.test(text)) return;
    this.wrong(row, 'status', 'ledger-import.status-not-by-file', { value: text.slice(0, 60) });
  }

  /** Whether the asker may write here: a problem that is new has been asked about, one that is there is looked up. */
  writable(row: number): boolean {
    const { problem } = this.group;
    const writable = problem === undefined || this.context.known.get(problem)?.writable === true;
    if (!writable)
      this.wrong(row, null, 'ledger-import.out-of-reach', { value: this.problem?.title.slice(0, 60) ?? '' });
    return writable;
  }

  /** Lines that were not there become one report; what had been reported stays as it is. */
  note(
    row: number,
    column: SheetColumnId,
    measure: string | undefined,
    text: string,
    then: Problem | undefined,
  ): string | undefined {
    const old = then === undefined ? [] : noteLines(then, measure, this.context.timeZone);
    const fresh = text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '' && !old.some((known) => sameText(known, line)))
      .join('\n')
      .trim();
    // Reported in the meantime by the same file: imported twice, said once.
    const reported = (this.problem?.progress ?? []).some(
      (entry) => entry.measure === measure && sameText(entry.note, fresh),
    );
    if (fresh === '' || reported) return undefined;
    if (fresh.length > NOTE) return this.wrong(row, column, 'import.too-long', { most: NOTE });
    if (!this.writable(row)) return undefined;
    const where = measure === undefined ? {} : { measure };
    if (!this.carryOut(row, { type: 'ReportProgress', ...where, note: fresh })) return undefined;
    if (measure === undefined && this.group.problem !== undefined)
      this.change(row, 'problems', 'change', this.problem?.title ?? '').fields = {
        [this.heading(column)]: { from: null, to: fresh },
      };
    return fresh;
  }
}
