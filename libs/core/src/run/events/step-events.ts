import type { PhaseState, RunState } from '../model.js';
import { own } from '../own.js';
import { type EventRules, withStep } from './event-rules.js';

type StepEvent =
  | 'PhaseOpened'
  | 'PhaseEnded'
  | 'PhaseReopened'
  | 'ConditionDecided'
  | 'ConditionWithdrawn'
  | 'SkipWithdrawn'
  | 'StepJoined'
  | 'StepOpened'
  | 'StepDeadlineMoved'
  | 'StepEnded'
  | 'StepReopened'
  | 'CascadeReported'
  | 'CascadeAffected';

const withPhase = (run: RunState, id: string, change: (state: PhaseState) => PhaseState): RunState => ({
  ...run,
  phases: { ...run.phases, [id]: change(own(run.phases, id) ?? {}) },
});

export const stepEvents: EventRules<StepEvent> = {
  PhaseOpened: (run, { phase, at }) => withPhase(run, phase, (state) => ({ ...state, openedAt: at })),
  PhaseEnded: (run, { phase, at }) => withPhase(run, phase, (state) => ({ ...state, endedAt: at })),
  PhaseReopened: (run, { phase }) => withPhase(run, phase, ({ endedAt: _, ...state }) => state),

  ConditionDecided: (run, { step, value }) => withStep(run, step, (state) => ({ ...state, condition: value })),
  ConditionWithdrawn: (run, { step }) =>
    withStep(run, step, ({ condition: _, outcome: __, endedAt: ___, ...state }) => state),
  SkipWithdrawn: (run, { step }) => withStep(run, step, ({ outcome: _, endedAt: __, ...state }) => state),

  StepJoined: (run, { step, shortfall }) =>
    withStep(run, step, (state) => ({ ...state, joined: true, ...(shortfall ? { shortfall } : {}) })),
  StepOpened: (run, { step, at, shortfall }) =>
    withStep(run, step, ({ joined: _, ...state }) => ({ ...state, openedAt: at, ...(shortfall ? { shortfall } : {}) })),
  StepDeadlineMoved: (run, { step, due, authority: { document } }) =>
    withStep(run, step, ({ document: _, ...state }) => ({ ...state, due, ...(document ? { document } : {}) })),
  StepEnded: (run, { step, outcome, at, shortfall }) =>
    withStep(run, step, (state) => ({ ...state, outcome, endedAt: at, ...(shortfall ? { shortfall } : {}) })),
  StepReopened: (run, { step }) => withStep(run, step, ({ outcome: _, endedAt: __, ...state }) => state),

  CascadeReported: (run, { step, live, reached }) =>
    withStep(run, step, (state) => ({ ...state, cascade: { live, reached } })),
  CascadeAffected: (run, { step }) => withStep(run, step, (state) => ({ ...state, affected: true })),
};
