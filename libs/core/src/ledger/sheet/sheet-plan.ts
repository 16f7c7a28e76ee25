/** What the import of a ledger has to know, and what it answers. */
import type { PlainDate } from '../../instants.js';
import type { LedgerContext, Problem, ProblemEvent } from '../model.js';
import type { SheetWrong } from './read-sheet.js';

export interface SheetContext extends LedgerContext {
  lang: 'zh' | 'en';
  timeZone: string;
  campaign: string;
  /** Whose problems they are where the file does not say. */
  unit?: string | undefined;
  /** The campaign's window: dates without a year fall into it. */
  window: { start: PlainDate; end: PlainDate };
  /** Why what is there is changed. */
  reason: string;
  /** Problems the file names by id, in reach: as they are, and as they were when the file was written. */
  known: ReadonlyMap<string, { now: Problem; exported: Problem | undefined; writable: boolean }>;
  /** Units a text may mean, among those the asker may name. */
  unitsBy: (text: string) => readonly string[];
  /** Whether a text is one of the names of a unit. */
  isUnit: (unit: string, text: string) => boolean;
  mayWrite: (unit: string) => boolean;
  /** Whether this unit has a problem of this title in the campaign already. */
  taken: (unit: string, title: string) => boolean;
}

export interface SheetChange {
  row: number;
  table: 'problems' | 'measures';
  kind: 'create' | 'change';
  /** Title of the problem, text of the measure. */
  key: string;
  fields: Record<string, { from: string | null; to: string | null }>;
}

export interface SheetPlan {
  wrong: SheetWrong[];
  changes: SheetChange[];
  /** Problems after their commands, only those with any. */
  written: { before: Problem | undefined; after: Problem; events: ProblemEvent[] }[];
  problems: { create: number; change: number; same: number };
  measures: { create: number; change: number; same: number };
}
