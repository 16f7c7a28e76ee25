/** The work of the worker, without the worker: one template, its edits, what is found in it. */
import { applyEdits, calendarNamed, lintTemplate, planFor, refines, type Edit, type Template } from '@gangmu/core';
import type { Thought } from './thinking.js';

export interface Thinking {
  open(template: Template, base: Template | null): void;
  edited(edits: readonly Edit[]): void;
  /** What is to be said of the template as it stands; null where an edit could not be followed. */
  think(): Thought | null;
}

export function startOver(): Thinking {
  let template: Template | null = null;
  let base: Template | null = null;
  return {
    open(opened, above) {
      template = opened;
      base = above;
    },
    edited(edits) {
      if (template === null) return;
      const applied = applyEdits(template, edits);
      template = applied.ok ? applied.value.template : null;
    },
    think() {
      if (template === null) return null;
      const calendar = calendarNamed(template.calendar);
      const findings = lintTemplate(template, { calendar });
      const plan = planFor(template, null, { calendar });
      return {
        findings: base === null ? findings : [...refines(base, template), ...findings],
        dates: Object.fromEntries([...plan.steps].map(([id, { open, due }]) => [id, { open, due }])),
      };
    },
  };
}
