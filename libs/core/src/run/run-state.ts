/** A run as it stands: one unit’s work in one campaign. Immutable; the writer finds what changed by reference. */
import type { Instant, Minute, PlainDate } from '../instants.js';
import type { LocalText } from '../template/document.js';

/** How a step ended. Done and waived satisfy what follows; cancelled acts as skipped. */
export type Outcome = 'done' | 'waived' | 'skipped' | 'cancelled';
export type ItemStatus =
  /** with the unit */
  | 'open'
  /** with the unit again, after a return */
  | 'returned'
  /** with a reviewer */
  | 'submitted'
  /** ended */
  | 'done'
  | 'waived'
  | 'skipped'
  | 'cancelled'
  /** the campaign closed over it: said, not hidden */
  | 'incomplete'
  /** the unit ended with this open: it is the successor's, and counts there */
  | 'handed-over'
  /** a unit this one succeeded had done it: it counts there, and is not asked again */
  | 'inherited';

/** The states an item can be worked on in. */
export type LiveStatus = 'open' | 'returned' | 'submitted';
/** How a unit ended, or became another. */
export type SuccessionKind = 'merged' | 'split' | 'dissolved';

/** Who acted, in which capacity. `onBehalfOf`: 代填 – filed by somebody for another, on whose word. */
export interface Actor {
  person: string;
  /** The post it was done by. */
  post?: string;
  role: 'operator' | 'reviewer' | 'designer' | 'administrator' | 'inspector' | 'machine';
  /** The run's unit where it is the person's own, else the one they belong to. */
  unit?: string;
  onBehalfOf?: { person?: string; unit?: string; word: string };
}
/** An offline sign-off: a signed and sealed sheet, recorded by an authorised clerk. `file`: the hash of its photo. */
export interface PaperSignOff {
  signer: string;
  date: PlainDate;
  file?: string;
}
/** Where an order came from: a document, or a telephone call whose document number follows. */
export interface Authority {
  by: 'document' | 'telephone';
  document?: string;
  who?: string;
  at?: Instant;
  reason?: string;
}

/** A deadline given by order, with the number of its document; who telephoned is on record only. */
export interface Ordered {
  due: Minute;
  document?: string;
}

export type HeadCount = { due: number; present: number; onLeave?: number; madeUp?: number };
export type TableRow = Record<string, string | number | null>;
export type EvidenceValue = HeadCount | number | string | string[] | TableRow[];
/** Values by evidence id. Dates are PlainDate strings, files and photos lists of content hashes. */
export type Values = Record<string, EvidenceValue>;

/** Who holds an item, from when, until which limit of their own: lateness is the sum per holder past it. */
export interface Holding {
  holder: 'unit' | 'reviewer' | 'superior';
  /** role or review id for reviewers */
  who?: string;
  from: Minute;
  limit: Minute | null;
  until?: Minute;
}

export interface Item {
  /** `${step}` for once, `${step}.${occurrence}` otherwise; unique in the run. */
  id: string;
  step: string;
  /** register entry id, period number or on-call trigger id; '' for once */
  occurrence: string;
  label?: LocalText;
  status: ItemStatus;
  openedAt: Minute;
  /** The unit's deadline in force; null when the step has none. */
  due: Minute | null;
  /** The first deadline it was given; never changed. */
  originalDue: Minute | null;
  /** Nothing is accepted after this, when set, until extended. */
  closes: Minute | null;
  /** Counts how often the deadline changed or came into force again: the revision that keys ladder rungs. */
  revision: number;
  /** When this revision began: rungs before it do not exist. */
  revisedAt: Minute;
  /** Somebody set this deadline by hand: anchors resolved later leave it alone. */
  steered?: boolean;
  /** The last order about its deadline: in force, or to be when it is with the unit again. */
  ordered?: Ordered;
  /** Reviews still to pass, in order; the first is the one it is with. */
  reviews: string[];
  review?: string;
  values: Values;
  /** When it took place (the latest date evidence) and when it was handed in: two facts, two figures. */
  heldOn?: PlainDate;
  /** The unit's limit when it was first handed in as held on that day: a return does not make it timely afterwards. */
  heldBy?: Minute;
  submittedAt?: Instant;
  submittedBy?: Actor;
  endedAt?: Instant;
  returns: number;
  attempts: number;
  holdings: Holding[];
  paper?: PaperSignOff;
  /** Post or person it was delegated to. */
  delegatedTo?: string;
  /** Why it opened with less than its minimum working time, and who delayed it (minutes). */
  shortfall?: { minutes: number; by: 'unit' | 'reviewer' | 'superior' };
  comment?: string;
  /** An activity it was recorded through. */
  activity?: string;
  /** Which item of which unit it was before: of a unit that ended and whose work this run took over. */
  takenOver?: { run: string; unit: string; item: string };
  /** How it stood when it was handed over; what is open of it is with the successor. */
  handedOver?: { as: LiveStatus };
}

export interface StepState {
  outcome?: Outcome;
  /** Minute at which it ended or was skipped: what `step-ended` anchors count from. */
  endedAt?: Minute;
  openedAt?: Minute;
  /** The condition's decision, once made. */
  condition?: boolean;
  /** The join has fired while the phase or the date was still to come: it stays fired. */
  joined?: boolean;
  /** A deadline moved by order before the step was opened. */
  due?: Minute;
  /** The document it was ordered by. */
  document?: string;
  /** Shortfall of an at-least join or a cascade: asked k, live n. */
  shortfall?: { asked: number; live: number };
  /** Something below a finished cascade was reopened. */
  affected?: boolean;
  cascade?: { live: number; reached: number };
}
export interface PhaseState {
  openedAt?: Minute;
  endedAt?: Minute;
}
export interface RegisterEntry {
  label: LocalText;
  person?: string;
  addedAt: Instant;
  withdrawnAt?: Instant;
}
export interface RegisterState {
  entries: Record<string, RegisterEntry>;
  complete: boolean;
}

export type RunStatus = 'running' | 'held' | 'ended' | 'cancelled' | 'closed' | 'handed-over';

export interface RunState {
  id: string;
  campaign: string;
  unit: string;
  /** Content hash of the effective template. */
  template: string;
  /** Version of the calendar that its dates are given by. */
  calendar: string;
  status: RunStatus;
  /** Number of events folded: the version a write is guarded by. */
  version: number;
  start: Minute;
  end: Minute;
  /** When this unit's run began, which is later than the campaign's start for those who join late. */
  startedAt: Minute;
  phases: Record<string, PhaseState>;
  steps: Record<string, StepState>;
  registers: Record<string, RegisterState>;
  items: Record<string, Item>;
  heldSince?: Minute;
  endedAt?: Instant;
  /** Runs of units that ended and whose work this one took over, by run. */
  predecessors?: Record<string, { unit: string; at: Minute }>;
  /** Units that took over, the main one first: the run is theirs no more than its record. */
  successors?: string[];
}
