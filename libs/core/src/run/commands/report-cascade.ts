import { commandRule, refusal } from '../command-rule.js';
import { cascadeNeed } from '../cascade.js';

/** How far the subordinate runs are. A finished cascade stays finished; falling back below its need marks it. */
export const reportCascade = commandRule({
  type: 'ReportCascade',
  roles: ['machine'],
  whileHeld: true,
  decide(d, command) {
    const step = d.compiledStep(command.step);
    if (step?.completion !== 'cascade') return refusal('run.step.unknown', '/step', { step: command.step });
    const { live, reached } = command;
    if (!Number.isInteger(live) || !Number.isInteger(reached) || reached < 0 || live < reached)
      return refusal('run.cascade.counts', '/reached');
    const { cascade, outcome, affected } = d.step(step.id);
    // Told again what it knows already: nothing happened.
    if (cascade?.live === live && cascade.reached === reached) return undefined;
    const metBefore = cascadeNeed(d, step)?.met;
    d.emit({ type: 'CascadeReported', step: step.id, live, reached });
    if (outcome === 'done' && metBefore && !affected && !cascadeNeed(d, step)?.met)
      d.emit({ type: 'CascadeAffected', step: step.id });
    d.touchStep(step.id);
    return undefined;
  },
});
