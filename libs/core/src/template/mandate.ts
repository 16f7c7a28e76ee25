/** Who may change what: the mandate of an element, with per-field mandates overriding it. */
import type { Mandate, Template } from './document.js';

export interface Lock {
  mandate: Mandate;
  /** JSON-pointer keys of the element that says so. */
  setAt: string[];
}

type Node = { mandate?: Mandate; fieldMandates?: Record<string, Mandate> } & Record<string, unknown>;

/**
 * The mandate in force at a path (keys, e.g. `['steps', 'kick-off', 'guidance']`): the nearest element above it that
 * states one, its per-field mandate first. What states none is `fixed`, the default.
 */
export function mandateOf(template: Template, path: readonly string[]): Lock {
  let lock: Lock = { mandate: 'fixed', setAt: [] };
  let node: unknown = template;
  for (let depth = 0; depth <= path.length; depth += 1) {
    if (typeof node !== 'object' || node === null) break;
    const { mandate, fieldMandates } = node as Node;
    const setAt = path.slice(0, depth);
    if (typeof mandate === 'string') lock = { mandate, setAt };
    const key = path[depth];
    if (key === undefined) break;
    const field = fieldMandates && Object.hasOwn(fieldMandates, key) ? fieldMandates[key] : undefined;
    if (field) lock = { mandate: field, setAt: [...setAt, 'fieldMandates', key] };
    node = Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined;
  }
  return lock;
}
