/** A template as the 任务分解表: one row per step, in the order of the plan. */
import { describeDeadlines } from '../compare/describe-bound.js';
import { describeEvidence } from '../compare/describe-evidence.js';
import { kindName, MANDATE_WORDS } from '../compare/describe-step-parts.js';
import { nameOf, textIn } from '../compare/speech.js';
import type { LockOptions } from '../adaptation/grants.js';
import { lockAt, type PlaceLock } from '../adaptation/lock.js';
import { pointer } from '../findings.js';
import { inOrder, stepsOf } from '../operations/ordering.js';
import { own } from '../run/own.js';
import type { Step, Template } from '../template/document.js';
import type { Language } from '../words/words.js';
import { type TableColumnId, tableColumns } from './columns.js';
import { phaseNumber, taskNumber } from './numbering.js';

export interface TableOptions {
  lang: Language;
  /** When adapting: the effective template of the level above, whose locks hold. */
  above?: Template | undefined;
  locks?: LockOptions | undefined;
  /** Where new rows go that say nothing of it: the phase one stands in. */
  phase?: string | undefined;
}

export interface TaskRow {
  /** Id of the step. */
  id: string;
  /** Id of its phase. */
  phase: string;
  /** What each cell says, in the language asked for. */
  cells: Record<TableColumnId, string>;
  /** Cells that may be edited in the table. */
  editable: Record<TableColumnId, boolean>;
  /** A step of this level's own. */
  local: boolean;
}

export interface TaskSection {
  /** Id of the phase. */
  id: string;
  number: string;
  title: string;
  rows: TaskRow[];
}

/** The place a cell edits. A deadline is edited in place where a step has one; else one is added. */
export function placeOf(id: string, step: Step, column: TableColumnId): string | null {
  const bounds = Object.keys(step.deadlines);
  const [only] = bounds;
  switch (column) {
    case 'task':
      return pointer('steps', id, 'title');
    case 'phase':
    case 'kind':
    case 'lead':
    case 'supporting':
    case 'post':
    case 'mandate':
      return pointer('steps', id, column);
    case 'deadline':
      if (bounds.length > 1) return null;
      return only === undefined ? pointer('steps', id, 'deadlines') : pointer('steps', id, 'deadlines', only);
    default:
      return null;
  }
}

const OPEN: PlaceLock['may'] = { set: true, remove: true, add: true };

/** What the level above leaves open at a place; everything where there is none. */
export const mayAt = (path: string, { above, locks }: Pick<TableOptions, 'above' | 'locks'>): PlaceLock['may'] =>
  above ? lockAt(above, path, locks).may : OPEN;

/** The deadline that is edited in the table: the only one, or this level's own beside those from above. */
export function boundInTable(id: string, step: Step, above: Template | undefined): string | undefined {
  const bounds = Object.keys(step.deadlines);
  if (bounds.length < 2 || above === undefined) return bounds.length === 1 ? bounds[0] : undefined;
  const upper = own(above.steps, id)?.deadlines ?? {};
  const mine = bounds.filter((bound) => !Object.hasOwn(upper, bound));
  return mine.length === 1 ? mine[0] : undefined;
}

const mayEdit = (id: string, step: Step, column: TableColumnId, options: TableOptions): boolean => {
  const bound = column === 'deadline' ? boundInTable(id, step, options.above) : undefined;
  const path = bound === undefined ? placeOf(id, step, column) : pointer('steps', id, 'deadlines', bound);
  if (path === null) return false;
  const may = mayAt(path, options);
  if (may.set) return true;
  // A bound that is fixed may still get an earlier one beside it.
  return column === 'deadline' && mayAt(pointer('steps', id, 'deadlines'), options).add;
};

/** What the cells of a step say. */
export function cellsOf(template: Template, step: Step, number: string, lang: Language): Record<TableColumnId, string> {
  const list = lang === 'zh' ? '、' : ', ';
  return {
    number,
    phase: nameOf(template, 'phases', step.phase, lang),
    task: textIn(step.title, lang),
    kind: kindName(step.kind, lang),
    lead: nameOf(template, 'roles', step.lead, lang),
    supporting: step.supporting.map((role) => nameOf(template, 'roles', role, lang)).join(list),
    post: step.post ? textIn(step.post, lang) : '',
    deadline: describeDeadlines(step.deadlines, template, lang),
    evidence: inOrder(step.evidence)
      .map(([, evidence]) => describeEvidence(evidence, lang))
      .join(lang === 'zh' ? '；' : '; '),
    mandate: MANDATE_WORDS[step.mandate][lang],
  };
}

/** The table by phases, each with its numbered rows. */
export function tableSections(template: Template, options: TableOptions): TaskSection[] {
  const { lang, above } = options;
  return inOrder(template.phases).map(([phase, { title }], i) => ({
    id: phase,
    number: phaseNumber(i + 1, lang),
    title: textIn(title, lang),
    rows: stepsOf(template, phase).map(([id, step], k) => ({
      id,
      phase,
      cells: cellsOf(template, step, taskNumber(i + 1, k + 1, lang), lang),
      editable: Object.fromEntries(
        tableColumns.map(({ id: column }) => [column, mayEdit(id, step, column, options)]),
      ) as TaskRow['editable'],
      local: above !== undefined && !Object.hasOwn(above.steps, id),
    })),
  }));
}

/** The rows alone, in the order of the plan. */
export const tableRows = (template: Template, options: TableOptions): TaskRow[] =>
  tableSections(template, options).flatMap(({ rows }) => rows);
