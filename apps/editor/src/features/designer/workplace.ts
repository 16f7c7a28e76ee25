import type { CanvasControl } from './canvas/canvas-control.js';

/** Brings the keyboard back to where one works: the drawing, else the cell of the table one is in. */
export function toWorkplace(control: CanvasControl): void {
  if (control.current !== null) return control.current.focus();
  const cell = document.querySelector<HTMLElement>('.task-table .cell.active');
  (cell?.querySelector('textarea') ?? cell)?.focus();
}

/** The same when a dialog has closed, unless one has gone on elsewhere: in a title, a form, another dialog. */
export function backToWorkplace(control: CanvasControl): void {
  // Only with the next frame is the dialog gone, and what had the keyboard in it.
  requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) toWorkplace(control);
  });
}
