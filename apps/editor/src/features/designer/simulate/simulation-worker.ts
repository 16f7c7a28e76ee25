import '../../../platform/no-eval.js';
import { simulate, type SimulatedUnit, type Simulation, type Template, type CalendarData } from '@gangmu/core';
import { calendarNamed, learnCalendars } from '../../../platform/calendars.js';

export interface SimulationQuestion {
  turn: number;
  /** What the engine knows of working days. */
  calendars: readonly CalendarData[];
  template: Template;
  window: { start: string; end: string };
  units: readonly SimulatedUnit[];
  /** Plans that run at the same time. */
  concurrent: readonly { id: string; template: Template }[];
}
export interface SimulationAnswer {
  turn: number;
  simulation: Simulation;
}

addEventListener('message', ({ data }: MessageEvent<SimulationQuestion>) => {
  const { turn, calendars, template, window, units, concurrent } = data;
  learnCalendars(calendars);
  const simulation = simulate({ id: 'this', template, window }, units, {
    calendar: calendarNamed(template.calendar),
    concurrent,
  });
  const answer: SimulationAnswer = { turn, simulation };
  postMessage(answer);
});
