import { commandRule, isBlank, isLive, refusal } from '../command-rule.js';

/** A whole phase falls away: its items and every step of it that has not ended. */
export const cancelPhase = commandRule({
  type: 'CancelPhase',
  roles: ['designer', 'administrator'],
  whileHeld: true,
  decide(d, command) {
    const node = d.compiled.nodes[d.compiled.phaseEnd.get(command.phase) ?? -1];
    if (node?.node !== 'phase-end') return refusal('run.phase.unknown', '/phase', { phase: command.phase });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    const steps = node.steps.filter((id) => d.step(id).outcome === undefined);
    if (steps.length === 0) return refusal('run.phase.over', '/phase', { phase: node.id });
    const { at } = d.context;
    for (const id of steps) {
      const step = d.compiledStep(id);
      for (const item of step ? d.itemsOf(step) : [])
        if (isLive(item))
          d.emit({ type: 'ItemEnded', item: item.id, outcome: 'cancelled', at, reason: command.reason });
      d.emit({ type: 'StepEnded', step: id, outcome: 'cancelled', at: d.effective });
      d.touchDependents(d.compiled.step.get(id));
    }
    return undefined;
  },
});
