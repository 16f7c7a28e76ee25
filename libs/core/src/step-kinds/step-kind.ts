/**
 * A kind of step: one object in one file, listed in `step-kinds.ts`. It declares what the designer, the engine and
 * the linter need to know, so that nothing else switches on kinds.
 */
import type { z } from 'zod';
import type { Evidence, LocalText } from '../template/document.js';

/** How a form shows one parameter of a kind. */
export interface ParamHint {
  label: LocalText;
  help?: LocalText;
  control: 'text' | 'number' | 'switch' | 'choice' | 'list';
  options?: { value: string; label: LocalText }[];
}

export interface StepKind {
  id: string;
  title: LocalText;
  description: LocalText;
  /** Name of an icon of the editor's icon set. */
  icon: string;
  /** Parameters a step of this kind may carry in `params`, and how a form shows them. */
  params: z.ZodObject;
  hints: Record<string, ParamHint>;
  /** What a new step of this kind asks for. */
  defaultEvidence: Record<string, Evidence>;
  /**
   * When an item of it can be worked on: as soon as it is open, or when the unit's subordinate runs got there.
   */
  readiness: 'opened' | 'subordinates';
  /**
   * What ends it: `hand-in` – handed in and every review passed; `cascade` – enough subordinate runs reached the
   * milestone, nothing is handed in; `reached` – done the moment it opens, no item is made.
   */
  completion: 'hand-in' | 'cascade' | 'reached';
  /** Parts of the step that this kind cannot do without. */
  needs: readonly ('reviews' | 'cascade')[];
  /** People come together for it: the linter watches that such steps do not crowd. */
  gathers: boolean;
  /** Whether units are asked for work (an item, minutes, uploads). */
  asksUnit: boolean;
}
