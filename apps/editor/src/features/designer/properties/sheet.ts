/**
 * What the forms need of whoever holds the template: to read it, to know what may be changed, to change it. Narrow on
 * purpose, so that a form works the same in the designer, in a dialog and in a spec.
 */
import type { Calendar, Edit, Finding, Operation, PlaceLock, Refusal, Template } from '@gangmu/core';
import { createContext, useContext } from 'react';

export interface Sheet {
  template: Template;
  /** What the level above has in force; null where this is the root and nothing is inherited. */
  base: Template | null;
  calendar: Calendar;
  findings: readonly Finding[];
  /** False: everything is shown, nothing can be changed. */
  mayEdit: boolean;
  /** Null where nothing is locked. */
  lockAt: (path: string) => PlaceLock | null;
  /**
   * Carries out edits as one step of undoing. With `typing`, the steps of one field that follow each other are undone
   * together. Answers with the refusal, whose path names the place, or null.
   */
  change: (edits: readonly Edit[], typing?: string) => Refusal | null;
  /** The same with a named operation, which minds what else has to change. */
  apply: (operation: Operation) => Refusal | null;
  /** Shows another element, e.g. the step an edge comes from. */
  show: (path: string) => void;
  /** Opens the way to ask for a variance; undefined where there is nobody to ask. */
  askVariance?: ((path: string) => void) | undefined;
}

const SheetContext = createContext<Sheet | null>(null);
export const SheetProvider = SheetContext.Provider;

/** The template being edited. Throws outside a `SheetProvider`: that is a mistake of the page. */
export function useSheet(): Sheet {
  const sheet = useContext(SheetContext);
  if (sheet === null) throw new Error('a form of the designer outside its sheet');
  return sheet;
}
