import '../../../platform/no-eval.js';
import {
  type CalendarData,
  effectiveTemplates,
  type Level,
  simulate,
  type SimulatedCampaign,
  type SimulatedUnit,
  type Simulation,
  type Template,
} from '@gangmu/core';
import { calendarNamed, learnCalendars } from '../../../platform/calendars.js';

/** A plan that runs at the same time: for everybody on its own dates, or as it was launched. */
export interface ConcurrentPlan {
  id: string;
  template: Template;
  window?: { start: string; end: string };
  units?: readonly string[];
  /** Units that run on another template than its own. */
  effective?: readonly { template: Template; units: readonly string[] }[];
}

export interface SimulationQuestion {
  turn: number;
  /** What the engine knows of working days. */
  calendars: readonly CalendarData[];
  template: Template;
  window: { start: string; end: string };
  units: readonly SimulatedUnit[];
  /** Plans that run at the same time. */
  concurrent: readonly ConcurrentPlan[];
  /** What levels below published: their units are simulated on what that comes to. */
  levels: readonly Level[];
  /** Each unit's unit above. */
  superiors: ReadonlyMap<string, string | null>;
}
export interface SimulationAnswer {
  turn: number;
  simulation: Simulation;
}

function campaignOf({ effective = [], units, ...plan }: ConcurrentPlan): SimulatedCampaign {
  const templates = new Map(effective.flatMap(({ template, units: on }) => on.map((unit) => [unit, template])));
  return { ...plan, templateOf: (unit) => templates.get(unit), ...(units && { units: new Set(units) }) };
}

addEventListener('message', ({ data }: MessageEvent<SimulationQuestion>) => {
  const { turn, calendars, template, window, units, concurrent, levels, superiors } = data;
  learnCalendars(calendars);
  const templateOf = effectiveTemplates(template, levels, superiors);
  const simulation = simulate({ id: 'this', template, window, templateOf }, units, {
    calendar: calendarNamed(template.calendar),
    concurrent: concurrent.map(campaignOf),
  });
  const answer: SimulationAnswer = { turn, simulation };
  postMessage(answer);
});
