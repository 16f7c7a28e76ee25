/** What others count on: elements that something locked names, and steps whose skipping would skip something locked. */
import { pointer } from '../findings.js';
import { referencesIn } from '../operations/references.js';
import { own } from '../run/own.js';
import { conditionReads } from '../template/conditions.js';
import type { Template } from '../template/document.js';
import { mandateOf } from '../template/mandate.js';
import type { Pointer } from './model.js';
import { keysOf } from './shape.js';

/** A place that is not free and names an element. */
export interface Counted {
  target: Pointer;
  by: Pointer;
}

const cache = new WeakMap<Template, Counted[]>();

const isLocked = (template: Template, keys: readonly string[]): boolean => mandateOf(template, keys).mandate !== 'free';

/** Every phase, step and piece of evidence that a place which is not free names, in the order of the template. */
export function countedOn(template: Template): readonly Counted[] {
  let counted = cache.get(template);
  if (counted) return counted;
  counted = [];
  for (const { to, id, path } of referencesIn(template)) {
    const keys = keysOf(path);
    if (to !== 'step' && to !== 'phase') continue;
    if (keys[0] === 'edges') {
      // A dependency is a matter of the step that waits, if there is one; that it names that step itself says nothing.
      const edge = template.edges[keys[1] ?? ''];
      if (!edge || keys[2] === 'to' || !own(template.steps, edge.to) || !isLocked(template, ['steps', edge.to, 'join']))
        continue;
    } else if (!isLocked(template, keys)) continue;
    counted.push({ target: pointer(`${to}s`, id), by: path });
  }
  for (const [id, { when }] of Object.entries(template.steps)) {
    if (when === undefined || !isLocked(template, ['steps', id, 'when'])) continue;
    for (const read of conditionReads(when)) {
      const [root, step = '', evidence = ''] = read.split('.');
      if (root === 'item')
        counted.push({ target: pointer('steps', step, 'evidence', evidence), by: pointer('steps', id, 'when') });
    }
  }
  cache.set(template, counted);
  return counted;
}

/** The place that is not free and names this element; undefined where nothing does. */
export const keptByLocked = (
  template: Template,
  path: Pointer,
  isOpen: (by: Pointer) => boolean,
): Pointer | undefined => countedOn(template).find(({ target, by }) => target === path && !isOpen(by))?.by;
