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

/** What others must learn of a command: the runs above, and whoever is told of deadlines that were computed anew. */
export const messagesOf = (
  before: RunState,
  after: RunState,
  events: readonly RunEvent[],
  context: RunContext,
): Message[] => [...reachedMilestones(after, events, context), ...recomputed(before, after, events)];

/** Deadlines of the unit itself that another calendar moved, as one message. */
function recomputed(before: RunState, after: RunState, events: readonly RunEvent[]): Message[] {
  const changed = events.find((event) => event.type === 'CalendarChanged');
  if (changed === undefined) return [];
  const items = Object.values(after.items).filter((item) => before.items[item.id]?.due !== item.due).length;
  const { campaign, unit, id: run } = after;
  const { calendar, at } = changed;
  return items === 0 ? [] : [{ kind: 'recomputed', payload: { campaign, unit, run, items, calendar, at } }];
}

/** A milestone was reached, given up, or lost again: the runs above must learn of it. */
function reachedMilestones(after: RunState, events: readonly RunEvent[], context: RunContext): Message[] {
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
