/** The equivalents that a level chose: what a step is called, and how it is done, for one category of units. */
import { own } from '../run/own.js';
import type { Step, Template } from './document.js';

/** A step as units of a category meet it: with the title and the guidance of the equivalent chosen for them. */
export function stepFor(step: Step, category: string): Step {
  const choice = own(step.chosen ?? {}, category);
  const chosen = choice === undefined ? undefined : own(step.alternatives ?? {}, choice);
  if (!chosen) return step;
  return { ...step, title: chosen.title, ...(chosen.guidance ? { guidance: chosen.guidance } : {}) };
}

/** A template as units of a category meet it; the same one where nothing was chosen for them. */
export function templateFor(template: Template, category: string): Template {
  let steps: Template['steps'] | undefined;
  for (const [id, step] of Object.entries(template.steps)) {
    const seen = stepFor(step, category);
    if (seen === step) continue;
    steps ??= { ...template.steps };
    steps[id] = seen;
  }
  return steps ? { ...template, steps } : template;
}
