import '../../../platform/no-eval.js';
import { calendarNamed, simulate, type SimulatedUnit, type Simulation, type Template } from '@gangmu/core';

export interface SimulationQuestion {
  turn: number;
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
  const { turn, template, window, units, concurrent } = data;
  const simulation = simulate({ id: 'this', template, window }, units, {
    calendar: calendarNamed(template.calendar),
    concurrent,
  });
  const answer: SimulationAnswer = { turn, simulation };
  postMessage(answer);
});
