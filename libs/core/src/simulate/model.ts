/**
 * Simulating a template before it is published: what it comes to for the units there are, on the real calendar,
 * together with whatever else runs at the same time. Plain data in and out, so that a worker or a server can do it.
 */
import type { Calendar } from '../calendar/calendar.js';
import type { Finding } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { LocalText, Template } from '../template/document.js';
import type { KnownFacts } from '../template/effective.js';
import type { UnitLimits } from '../template/unit-limits.js';

export interface SimulatedUnit {
  id: string;
  name?: LocalText;
  facts: KnownFacts;
  /** The unit above, if any: it can only be in so many of its units' meetings a day. */
  superior?: string;
  /** Where its visits lead: its territory (属地); unknown where not given. */
  place?: { id: string; name: LocalText };
}

export interface SimulatedCampaign {
  id: string;
  template: Template;
  /** Real dates; the template's own where not given. */
  window?: { start: PlainDate; end: PlainDate };
  /**
   * A unit's effective template, the same object for all units that share it (so that they are planned once);
   * undefined: the campaign's own.
   */
  templateOf?: (unit: string) => Template | undefined;
  /** Units that take part; everybody where not given. */
  units?: ReadonlySet<string>;
  /** How many entries a register is expected to have; 1 where not stated. */
  registerSizes?: Record<string, number>;
  /** How often an on-call step is expected to be called; 1 where not stated. */
  onCall?: number;
}

export interface SimulateOptions {
  calendar: Calendar;
  /** What runs at the same time: it counts for burden and collisions. */
  concurrent?: readonly SimulatedCampaign[];
  /** What one unit, one unit above or one place can take. */
  limits?: Partial<UnitLimits>;
}

/** A phase or step as a bar: from the earliest day it can be open to the latest day it is due. */
export interface SimulatedPhase {
  phase: string;
  title: LocalText;
  open: PlainDate;
  due: PlainDate;
}
export interface SimulatedItem {
  open: PlainDate;
  due: PlainDate;
  units: number;
}
export interface SimulatedStep {
  step: string;
  phase: string;
  title: LocalText;
  kind: string;
  /** Units it can come up for. */
  units: number;
  /** The earliest any unit can begin, and can have ended. */
  earliestOpen: PlainDate;
  earliestEnd: PlainDate;
  /** As planned: opened when everything before it is done at its deadline, and the latest deadline. */
  open: PlainDate;
  due: PlainDate;
  /** Working days between the earliest possible end and the last deadline; negative: it cannot be done in time. */
  slackDays: number;
  /** Every distinct occurrence, by date. */
  items: SimulatedItem[];
  /** A deadline lies in a year whose holidays are not published. */
  provisional: boolean;
}

/** What one category of units is asked for in one week, by its unit with the most. */
export interface BurdenWeek {
  /** Its Monday. */
  week: PlainDate;
  minutes: number;
  /** Average over all units of the category. */
  average: number;
  /** Minutes by campaign of the unit with the most. */
  byCampaign: Record<string, number>;
  /** Units over the limit. */
  unitsOver: number;
}
export interface CategoryBurden {
  category: string;
  title: LocalText;
  units: number;
  /** Items that the unit with the most meets in the campaign in question. */
  items: number;
  /** Minutes a week that policy allows. */
  limit: number;
  weeks: BurdenWeek[];
}

export interface Collision {
  code: 'simulate.gatherings-in-week' | 'simulate.gatherings-at-superior' | 'simulate.visits-at-place';
  /** The unit above, the place or the category it is about. */
  who: string;
  title: LocalText;
  from: PlainDate;
  to: PlainDate;
  /** How many there are, and how many there is room for. */
  is: number;
  max: number;
  units: number;
  steps: { campaign: string; step: string; title: LocalText }[];
}

export interface Simulation {
  window: { start: PlainDate; end: PlainDate };
  units: number;
  /** Kinds of units that differ in what they meet; what is planned grows with these, not with units. */
  classes: number;
  phases: SimulatedPhase[];
  steps: SimulatedStep[];
  burden: CategoryBurden[];
  collisions: Collision[];
  /** What cannot work, and what to know: impossible chains, empty units, provisional years, over budget. */
  findings: Finding[];
  provisionalYears: string[];
  calendar: string;
}
