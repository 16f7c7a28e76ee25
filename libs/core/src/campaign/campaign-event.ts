/** What is recorded of a campaign as a whole. What happens within a unit's work is recorded in its run. */
import type { LocalText } from '../template/document.js';
import type { PlainDate } from '../instants.js';
import type { HeadCount } from '../run/run-state.js';

/** Why a unit in scope is not running: nobody could hand in, it came later, or its run was cancelled. */
export type FlagReason = 'nobody-files' | 'joined-later' | 'run-cancelled';

export type CampaignEvent =
  | {
      type: 'CampaignLaunched';
      /** Not `name`: names of people are kept apart from the record, this one is public. */
      title: LocalText;
      kind: 'programme' | 'quick-request';
      template: string;
      /** Unit whose subtree is in scope. */
      scope: string;
      /** Group beside the tree whose units are meant; missing: all of the subtree. */
      group?: string;
      /** The day on which the scope was asked for. */
      on: PlainDate;
      start: PlainDate;
      end: PlainDate;
      timeZone: string;
      calendar: string;
      /** Adaptations that units start on, by the unit that made them. */
      adaptations: Record<string, string>;
    }
  /** In scope; several of these follow a launch, because a scope may be thousands. */
  | { type: 'UnitsScoped'; units: string[] }
  /** `roles`: the title of the role nobody stands for, by unit. */
  | { type: 'UnitsFlagged'; reason: FlagReason; units: string[]; roles?: Record<string, LocalText> }
  /** Run by unit. */
  | { type: 'UnitsStarted'; runs: Record<string, string> }
  | { type: 'UnitExempted'; unit: string; reason: string }
  /** The unit ended: who carries on is counted in its place. */
  | { type: 'UnitSucceeded'; unit: string; by?: string; reason?: string }
  /** Held once; what it counts for is decided by each run, and stands there. */
  | {
      type: 'ActivityRecorded';
      activity: string;
      unit: string;
      date: PlainDate;
      kinds: string[];
      headCounts: Record<string, HeadCount>;
      place?: string | undefined;
      title?: string | undefined;
      photos?: string[] | undefined;
      files?: string[] | undefined;
      shares: { run: string; item: string }[];
    }
  | { type: 'CampaignCalendarChanged'; calendar: string }
  | { type: 'CampaignClosed' };
