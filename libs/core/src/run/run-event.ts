/** What happened to a run. Events carry resolved outcomes, so that folding them reads nothing else, for ever. */
import type { Instant, Minute, PlainDate } from '../instants.js';
import type { LocalText } from '../template/document.js';
import type { UnitFacts } from './run-context.js';
import type {
  Actor,
  Authority,
  Holding,
  Item,
  Outcome,
  PaperSignOff,
  PhaseState,
  RegisterState,
  StepState,
  SuccessionKind,
  Values,
} from './run-state.js';

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
  /**
   * An order about an item that is not with the unit: it takes effect when it is again. Or the document that follows an
   * order by telephone: it moves nothing.
   */
  | { type: 'DeadlineOrdered'; item: string; due: Minute; at: Instant; authority: Authority }
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
      kind: SuccessionKind | 'resumed';
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
