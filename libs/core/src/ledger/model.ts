/**
 * A problem of the rectification ledger. `decideProblem` answers a command with events or a refusal, `evolveProblem`
 * applies one event and reads nothing else.
 */
import type { Instant, PlainDate } from '../instants.js';
import type { ProblemAspect, ProblemChannel, ProblemClass, ProblemSource, ProblemTheme } from './vocabulary.js';

/** Somebody named in the ledger. `person` is set when they can sign in; the name alone is enough otherwise. */
export interface Named {
  person?: string;
  /** null once it was lawfully erased */
  name: string | null;
}

export type ProblemStatus =
  /** being put right */
  | 'open'
  /** somebody says it is put right; waits for another person */
  | 'requested'
  | 'closed'
  /** entered by mistake */
  | 'withdrawn';

export interface Measure {
  id: string;
  text: string;
  person: Named;
  unit: string;
  due: PlainDate | null;
  doneOn?: PlainDate;
  withdrawn?: boolean;
  /** The problem's version when what this is reminded of last changed: its deadline, whose it is, whether it is done. */
  revision: number;
}

/** What shows that it was put right: handed-in files by content hash, an item of a run, or what was seen on the spot. */
export type CloseOutEvidence =
  | { kind: 'file'; hash: string; title?: string }
  | { kind: 'item'; run: string; item: string }
  | { kind: 'note'; text: string };

export interface CloseOutRequest {
  by: string;
  at: Instant;
  evidence: CloseOutEvidence[];
  note?: string;
}

/** What is entered for a problem, as opposed to what becomes of it. */
export interface ProblemEntry {
  title: string;
  detail?: string;
  source: ProblemSource;
  channel: ProblemChannel;
  aspect: ProblemAspect;
  theme?: ProblemTheme;
  class: ProblemClass;
  leader: Named;
  foundOn: PlainDate;
  /** null only for what is put right at once */
  due: PlainDate | null;
  /** An earlier problem this one repeats, in this unit or another. */
  repeats?: string;
}

export interface Problem extends ProblemEntry {
  id: string;
  campaign: string;
  unit: string;
  status: ProblemStatus;
  /** Number of events folded. */
  version: number;
  /** The version at which its own deadline last changed, whose it is, or whether it is being put right. */
  revision: number;
  measures: Record<string, Measure>;
  progress: { at: Instant; by: string; measure?: string; note: string }[];
  request?: CloseOutRequest;
  closedAt?: Instant;
  closedBy?: string;
  /** How often a request was sent back, and how often it came up again after closing. */
  returns: number;
  relapses: number;
  /** Rules made, changed or abolished because of it. */
  rules: string[];
}

/** `name` is the acting person's own name: somebody named without an account is still recognised. */
export interface LedgerContext {
  person: string;
  name?: string;
  at: Instant;
  /** The day of `at` in the campaign's time zone. */
  today: PlainDate;
  newId: () => string;
}

type Changes = Partial<Omit<ProblemEntry, 'foundOn' | 'repeats'>>;
export type MeasureEntry = Pick<Measure, 'text' | 'person' | 'unit' | 'due'>;

export type ProblemCommand =
  | { type: 'RecordProblem'; problem: string; campaign: string; unit: string; entry: ProblemEntry }
  | { type: 'ReviseProblem'; changes: Changes; reason: string }
  | { type: 'AddMeasure'; measure?: string; entry: MeasureEntry }
  | { type: 'ReviseMeasure'; measure: string; changes: Partial<MeasureEntry>; reason: string }
  | { type: 'WithdrawMeasure'; measure: string; reason: string }
  | { type: 'ReportProgress'; measure?: string; note: string }
  | { type: 'CompleteMeasure'; measure: string; note?: string }
  | { type: 'RequestCloseOut'; evidence: CloseOutEvidence[]; note?: string }
  | { type: 'WithdrawRequest' }
  | { type: 'ReturnRequest'; comment: string; due?: PlainDate; measures?: string[] }
  | { type: 'VerifyCloseOut'; comment?: string }
  | {
      type: 'ReopenProblem';
      because: 'relapse' | 'not-satisfied';
      comment: string;
      due: PlainDate | null;
      link?: string;
    }
  | { type: 'LinkRule'; rule: string }
  | { type: 'WithdrawProblem'; reason: string }
  /** Machine: a unit ended; what was its own, problem or measures, is its successor's from a day on. */
  | { type: 'TakeOverProblem'; from: string; to: string; effective: PlainDate };

/** What happened. The union grows by new types only; a recorded shape never changes. */
export type ProblemEvent =
  | { type: 'ProblemRecorded'; problem: ProblemEntry & { id: string; campaign: string; unit: string } }
  | { type: 'ProblemRevised'; changes: Changes; reason: string }
  | { type: 'MeasureAdded'; measure: MeasureEntry & { id: string } }
  | { type: 'MeasureRevised'; measure: string; changes: Partial<MeasureEntry>; reason: string }
  | { type: 'MeasureWithdrawn'; measure: string; reason: string }
  | { type: 'ProgressReported'; measure?: string; note: string; at: Instant; by: string }
  | { type: 'MeasureCompleted'; measure: string; on: PlainDate }
  | { type: 'CloseOutRequested'; evidence: CloseOutEvidence[]; note?: string; at: Instant; by: string }
  | { type: 'RequestWithdrawn' }
  | { type: 'RequestReturned'; comment: string; due?: PlainDate; measures: string[]; by: string }
  | { type: 'ProblemClosed'; comment?: string; at: Instant; by: string }
  | {
      type: 'ProblemReopened';
      because: 'relapse' | 'not-satisfied';
      comment: string;
      due: PlainDate | null;
      link?: string;
      by: string;
    }
  | { type: 'RuleLinked'; rule: string }
  | { type: 'ProblemWithdrawn'; reason: string }
  /** `measures`: those that were the former unit's. The problem itself changes hands where `unit` is another. */
  | { type: 'ProblemTakenOver'; from: string; to: string; unit: string; measures: string[]; effective: PlainDate };
