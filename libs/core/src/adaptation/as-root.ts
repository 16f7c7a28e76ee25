/** What some level made of a template, as the beginning of a template that nothing is above. */
import { inOrder } from '../operations/ordering.js';
import type { Phase, Step, Template } from '../template/document.js';

const withoutNotes = <T extends Phase | Step>({ notes: _said, ...element }: T): Omit<T, 'notes'> => element;

/** Numbers where two share one: whoever adapts it later finds a place between any two of them. */
function numbered<T extends { order: number }>(map: Readonly<Record<string, T>>): Record<string, T> {
  const sorted = inOrder(map);
  if (new Set(sorted.map(([, { order }]) => order)).size === sorted.length) return map;
  const places = new Map(sorted.map(([id], index) => [id, index + 1]));
  return Object.fromEntries(Object.entries(map).map(([id, one]) => [id, { ...one, order: places.get(id) ?? 0 }]));
}

/**
 * Steps hang at no extension point, no equivalent has been chosen, and nobody has noted anything yet: these are what a
 * level below says, and would use up its room here. Steps of a phase, phases, evidence and reviews that share a number
 * are numbered in the order in which they stand.
 */
export function asRoot(template: Template): Template {
  const steps: Record<string, Step> = {};
  for (const [id, { hangsAt: _point, chosen: _ones, ...step }] of Object.entries(template.steps))
    steps[id] = { ...withoutNotes(step), evidence: numbered(step.evidence), reviews: numbered(step.reviews) };
  const within = Object.keys(template.phases).flatMap((phase) =>
    Object.entries(numbered(Object.fromEntries(Object.entries(steps).filter(([, step]) => step.phase === phase)))),
  );
  const phases = Object.fromEntries(Object.entries(template.phases).map(([id, phase]) => [id, withoutNotes(phase)]));
  return { ...template, phases: numbered(phases), steps: { ...steps, ...Object.fromEntries(within) } };
}
