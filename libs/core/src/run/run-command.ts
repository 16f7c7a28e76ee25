/** Everything that may be asked of a run. */
import type { Minute, PlainDate } from '../instants.js';
import type { LocalText } from '../template/document.js';
import type { Authority, PaperSignOff, RunState, SuccessionKind, Values } from './run-state.js';

/** What a run takes over, and from whom. */
export interface Succession {
  /** The predecessor's run, after `HandOverWork`; or the unit's own, after `CancelRun`. */
  from: RunState;
  /** `resumed`: the unit takes part again after its run was cancelled. */
  kind: SuccessionKind | 'resumed';
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
/** The command of one type. */
export type CommandOf<T extends CommandType> = Extract<RunCommand, { type: T }>;
