/**
 * Taking a step up again. What it had opened stays open; steps that have not begun are decided again once it ends:
 * their conditions are withdrawn, and skips that no longer follow are taken back.
 */
import type { Decision } from './decision.js';
import { joined } from './join.js';
import { own } from './own.js';

/** Reopens a step that had ended, with its phase and its run. */
export function reopenStep(d: Decision, id: string): void {
  if (d.run.status === 'ended') d.emit({ type: 'RunReopened' });
  if (d.step(id).outcome === undefined) return;
  d.emit({ type: 'StepReopened', step: id });
  reopenPhaseOf(d, id);
  for (const reader of d.compiled.readers.get(id) ?? []) {
    const { openedAt, condition, outcome } = d.step(reader);
    if (openedAt !== undefined || condition === undefined || outcome === 'cancelled') continue;
    d.emit({ type: 'ConditionWithdrawn', step: reader });
    unskipped(d, reader);
  }
  takeBackSkips(d);
}

function unskipped(d: Decision, id: string): void {
  d.touchStep(id);
  reopenPhaseOf(d, id);
}

/** In the order of the nodes, so that a skip taken back is seen by those it had skipped in turn. */
function takeBackSkips(d: Decision): void {
  for (const node of d.compiled.nodes) {
    if (node.node !== 'step' || node.incoming.length === 0) continue;
    const state = d.step(node.id);
    if (state.outcome !== 'skipped' || state.openedAt !== undefined || state.condition === false) continue;
    const { occurrences } = node.step;
    if (occurrences.mode === 'each' && !own(d.run.registers, occurrences.register)) continue;
    if (joined(d, node).as === 'skipped') continue;
    d.emit({ type: 'SkipWithdrawn', step: node.id });
    unskipped(d, node.id);
  }
}

function reopenPhaseOf(d: Decision, id: string): void {
  const phase = d.compiledStep(id)?.step.phase;
  if (phase === undefined) return;
  if (own(d.run.phases, phase)?.endedAt !== undefined) d.emit({ type: 'PhaseReopened', phase });
  d.touchPhase(phase);
}
