/**
 * An edited table back as operations: what a row says differently from the template is one operation; what cannot be
 * read is a finding with its line, and nothing is guessed. Nothing is done before somebody has confirmed it.
 */
import { textIn } from '../compare/speech.js';
import type { Finding } from '../findings.js';
import { pointer } from '../findings.js';
import type { Operation } from '../operations/operations.js';
import { own } from '../run/own.js';
import type { Template } from '../template/document.js';
import { tableColumns } from './columns.js';
import { newRow } from './new-row.js';
import { readCell, readEvidenceCell } from './read-cells.js';
import type { EditedRow } from './read-table.js';
import { Reading } from './reading.js';
import { rowsMatched } from './row-matching.js';
import { cellsOf, type TableOptions, tableRows } from './table-rows.js';

export interface TableEdits {
  /** In the order of the rows; together they can be applied as a `batch`. */
  operations: Operation[];
  findings: Finding[];
}

/** What a cell says, apart from blanks that nobody sees. */
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();

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
