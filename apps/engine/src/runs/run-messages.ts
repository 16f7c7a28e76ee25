import type { RunContext, RunEvent, RunState, Template } from '@gangmu/core';
import type { Message } from './run-commit.js';

/** Steps that some cascade step of the template counts. */
const milestones = new WeakMap<Template, Set<string>>();

function milestonesOf(template: Template): Set<string> {
  let found = milestones.get(template);
  if (found === undefined) {
    found = new Set(
      Object.values(template.steps).flatMap((step) => (step.cascade === undefined ? [] : [step.cascade.milestone])),
    );
    milestones.set(template, found);
  }
  return found;
}

/** What the runs above must learn: a milestone was reached, given up, or lost again. */
export function messagesOf(
  _before: RunState,
  after: RunState,
  events: readonly RunEvent[],
  context: RunContext,
): Message[] {
  const counted = milestonesOf(context.template);
  if (counted.size === 0) return [];
  const changed = new Set<string>();
  for (const event of events) {
    if ((event.type === 'StepEnded' || event.type === 'StepReopened') && counted.has(event.step))
      changed.add(event.step);
    if (event.type === 'RunCancelled' || event.type === 'WorkHandedOver') for (const step of counted) changed.add(step);
  }
  return [...changed].map((milestone) => ({
    kind: 'milestone',
    payload: { campaign: after.campaign, unit: after.unit, milestone },
  }));
}
