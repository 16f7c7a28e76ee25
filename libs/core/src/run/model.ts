/**
 * A run: one unit's work in one campaign. Its state, the commands that may change it and the events that did.
 *
 * `decide(run, command, context)` answers with events or a refusal; `evolve(run, event)` applies one event and reads
 * nothing else, so that old records stay foldable for ever. Events therefore carry resolved outcomes: dates,
 * decisions, holders – never rules to be applied again.
 */
import type { Calendar } from '../calendar/calendar.js';
import type { Instant, Minute, PlainDate } from '../instants.js';
import type { LocalText, Template } from '../template/document.js';

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
  post?: string;
  role: 'operator' | 'reviewer' | 'designer' | 'administrator' | 'inspector' | 'machine';
  unit?: string;
  onBehalfOf?: { person?: string; unit?: string; word: string };
}
/** An offline sign-off: a signed and sealed sheet, recorded by an authorised clerk. */
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
  /** Reviews still to pass, in order; the first is the one it is with. */
  reviews: string[];
  review?: string;
  values: Values;
  /** When it took place (the latest date evidence) and when it was handed in: two facts, two figures. */
  heldOn?: PlainDate;
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

/** Facts about the unit that conditions read: those of the moment they are decided; the first are in `RunStarted`. */
export interface UnitFacts {
  category: string;
  rank?: string;
  level: number;
  size: number;
  groups: string[];
}

/** What is done in a role: an item filed, a review given. */
export type RoleAct = 'file' | 'review';
/** Whether somebody can: a post that stands for the role, somebody who stands in, nobody at all. */
export type Standing = 'held' | 'substitute' | 'nobody';

export interface RunContext {
  actor: Actor;
  at: Instant;
  /** Fresh ids, in order; pure code never makes one. */
  newId: () => string;
  template: Template;
  calendar: Calendar;
  /** The one its dates were given by so far: where they are computed anew, by `RecomputeDeadlines`. */
  formerCalendar?: Calendar;
  unit: UnitFacts;
  /** Whether somebody can act in a role for this unit now; a role without a holder falls to its substitute. */
  holderOf: (role: string, act?: RoleAct) => Standing;
}

/** What a run takes over, and from whom. */
export interface Succession {
  /** The predecessor's run, after `HandOverWork`. */
  from: RunState;
  kind: SuccessionKind;
  effective: PlainDate;
  /** The main successor takes over what is open; the others only need not repeat what is done. */
  main: boolean;
}

/** Everything that may be asked of a run. `item` is an Item.id. */
export type RunCommand =
  | {
      type: 'StartRun';
      run: string;
      campaign: string;
      unit: string;
      template: string;
      start: Minute;
      end: Minute;
      live?: number;
      /** The unit takes over from one that ended: what that one did is not asked again. */
      succeeding?: Succession;
    }
  | { type: 'SubmitItem'; item: string; values: Values; paper?: PaperSignOff; activity?: string }
  | { type: 'WithdrawItem'; item: string }
  | { type: 'AcceptItem'; item: string; comment?: string; paper?: PaperSignOff }
  | {
      type: 'ReturnItem';
      item: string;
      comment: string;
      minimumDays?: number;
      dependents?: string[];
      doAgain?: boolean;
    }
  | { type: 'WaiveItem'; item: string; reason: string }
  | { type: 'ExtendItem'; item: string; due: Minute; reason: string }
  | { type: 'MoveDeadline'; step: string; items?: string[]; due: Minute; authority: Authority }
  /** Takes up the calendar of the context in place of the one the run was dated by. */
  | { type: 'RecomputeDeadlines' }
  | { type: 'HoldRun'; reason: string }
  | { type: 'ResumeRun' }
  | { type: 'DelegateItem'; item: string; to: string }
  | { type: 'AddRegisterEntry'; register: string; entry?: string; label: LocalText; person?: string }
  | { type: 'WithdrawRegisterEntry'; register: string; entry: string; reason: string }
  | { type: 'CompleteRegister'; register: string }
  | { type: 'TriggerStep'; step: string; label: LocalText; trigger?: string }
  | { type: 'UrgeItem'; item: string; message?: string }
  | { type: 'CorrectItem'; item: string; values: Values; reason: string; approver: string }
  | { type: 'ReopenItem'; item: string; reason: string }
  | { type: 'CancelItem'; item: string; reason: string }
  | { type: 'CancelPhase'; phase: string; reason: string }
  | { type: 'CancelRun'; reason: string }
  | { type: 'CloseRun' }
  /** Machine: time has come to `at`; opens what is due to open (phases, steps, periods). */
  | { type: 'AdvanceTime' }
  /** Machine: subordinate runs reached (or lost) a milestone. */
  | { type: 'ReportCascade'; step: string; live: number; reached: number }
  /**
   * Machine: the unit ended. What is open goes to its successors, except the items in `keep`: those a successor has
   * done already or has open itself, or is not asked for.
   */
  | {
      type: 'HandOverWork';
      to: string[];
      kind: SuccessionKind;
      effective: PlainDate;
      keep: string[];
      reason: string;
    }
  /** Machine: a unit that ended hands its work over to this one, which has been running. */
  | { type: 'TakeOverWork'; succession: Succession };

export type CommandType = RunCommand['type'];

/** What happened. The union grows by new types only; a recorded shape never changes. */
export type RunEvent =
  | {
      type: 'RunStarted';
      run: string;
      campaign: string;
      unit: string;
      template: string;
      start: Minute;
      end: Minute;
      facts: UnitFacts;
      calendar: string;
      registers: Record<string, RegisterState>;
      at: Instant;
      /** Conditions that read the unit only; false skips the step. In this event because every launched run has dozens. */
      decided: Record<string, boolean>;
      /** Live subordinate runs at the start, for each cascade step. */
      cascades?: Record<string, { live: number; reached: number }>;
    }
  | { type: 'PhaseOpened'; phase: string; at: Minute }
  | { type: 'PhaseEnded'; phase: string; at: Minute }
  | { type: 'PhaseReopened'; phase: string }
  | { type: 'ConditionDecided'; step: string; value: boolean }
  /** After a return: the condition of a step that has not begun will be decided again. */
  | { type: 'ConditionWithdrawn'; step: string }
  /** What had skipped this step no longer holds, and it has not begun. */
  | { type: 'SkipWithdrawn'; step: string }
  | { type: 'StepJoined'; step: string; shortfall?: { asked: number; live: number } }
  | { type: 'StepOpened'; step: string; at: Minute; shortfall?: { asked: number; live: number } }
  | { type: 'StepDeadlineMoved'; step: string; due: Minute; at: Instant; authority: Authority }
  | { type: 'ItemOpened'; item: Item }
  | {
      type: 'ItemSubmitted';
      item: string;
      values: Values;
      heldOn?: PlainDate;
      at: Instant;
      by: Actor;
      next: Holding | null;
      review?: string;
      reviews: string[];
      paper?: PaperSignOff;
      activity?: string;
    }
  | { type: 'ItemWithdrawn'; item: string; at: Instant; next: Holding }
  | {
      type: 'ReviewPassed';
      item: string;
      review: string;
      at: Instant;
      by: Actor;
      comment?: string;
      next: Holding | null;
      following?: string;
      reviews: string[];
      paper?: PaperSignOff;
    }
  | { type: 'ItemEnded'; item: string; outcome: Outcome | 'incomplete'; at: Instant; reason?: string }
  | {
      type: 'ItemReturned';
      item: string;
      comment: string;
      due: Minute | null;
      at: Instant;
      by: Actor;
      next: Holding;
      doAgain?: boolean;
      because?: string;
    }
  | {
      type: 'DeadlineChanged';
      item: string;
      due: Minute | null;
      closes: Minute | null;
      reason: 'extended' | 'moved' | 'recomputed' | 'resumed' | 'taken-over';
      at: Instant;
      authority?: Authority;
      note?: string;
      /** The limit of whoever holds the item, when it is not the unit's deadline. */
      limit?: Minute | null;
    }
  | { type: 'ItemDelegated'; item: string; to: string }
  | { type: 'ItemUrged'; item: string; at: Instant; by: Actor; message?: string }
  | {
      type: 'ItemCorrected';
      item: string;
      before: Values;
      after: Values;
      heldOn?: PlainDate;
      reason: string;
      approver: string;
      at: Instant;
      by: Actor;
    }
  | { type: 'ItemReopened'; item: string; reason: string; due: Minute | null; at: Instant; next: Holding }
  | { type: 'StepEnded'; step: string; outcome: Outcome; at: Minute; shortfall?: { asked: number; live: number } }
  | { type: 'StepReopened'; step: string }
  | { type: 'CascadeReported'; step: string; live: number; reached: number }
  | { type: 'CascadeAffected'; step: string }
  | { type: 'RegisterEntryAdded'; register: string; entry: string; label: LocalText; person?: string; at: Instant }
  | { type: 'RegisterEntryWithdrawn'; register: string; entry: string; reason: string; at: Instant }
  | { type: 'RegisterCompleted'; register: string; at: Instant }
  | { type: 'RunHeld'; at: Minute; reason: string }
  | { type: 'RunResumed'; at: Minute }
  | { type: 'RunEnded'; at: Instant }
  | { type: 'RunReopened' }
  | { type: 'RunCancelled'; at: Instant; reason: string }
  | { type: 'RunClosed'; at: Instant }
  /** The unit ended: its successors go on, this run keeps what was done. */
  | { type: 'WorkHandedOver'; to: string[]; kind: SuccessionKind; effective: PlainDate; at: Instant; reason: string }
  /** `kept`: the successor is not asked for it – it has done it, has it open itself, or it does not apply there. */
  | { type: 'ItemHandedOver'; item: string; to: string; at: Instant; kept?: true }
  /** A unit that ended is succeeded by this one. A run that begins with it starts from where the other stood. */
  | {
      type: 'WorkTakenOver';
      from: { run: string; unit: string };
      kind: SuccessionKind;
      effective: PlainDate;
      main: boolean;
      at: Instant;
      phases?: Record<string, PhaseState>;
      steps?: Record<string, StepState>;
      registers?: Record<string, RegisterState>;
      items?: Record<string, Item>;
    }
  /** One item of the predecessor, as it is asked of this unit from now on. */
  | { type: 'ItemTakenOver'; item: Item }
  /** Dates are given by this calendar from now on. */
  | { type: 'CalendarChanged'; calendar: string; at: Instant }
  /** Personal values of earlier events are gone: what was folded from them before is no longer the run. */
  | { type: 'NamesErased' };

export type EventType = RunEvent['type'];
/** The event of one type. */
export type EventOf<T extends EventType> = Extract<RunEvent, { type: T }>;
/** The command of one type. */
export type CommandOf<T extends CommandType> = Extract<RunCommand, { type: T }>;
