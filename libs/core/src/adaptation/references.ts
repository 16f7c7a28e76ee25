/** Places that name an element which is not there. */
import { pointer } from '../findings.js';
import { type Reference, referencesIn } from '../operations/references.js';
import type { Template } from '../template/document.js';
import type { Pointer } from './model.js';

const MAPS = { step: 'steps', phase: 'phases', role: 'roles', category: 'categories', register: 'registers' } as const;

/** A place, and the element it names. */
export interface Dangling {
  path: Pointer;
  target: Pointer;
}

/** The element that is named, where it is one of those the template has maps of. */
export const elementNamed = ({ to, id }: Pick<Reference, 'to' | 'id'>): Pointer | undefined =>
  to === 'evidence' || to === 'alternative' ? undefined : pointer(MAPS[to], id);

const cache = new WeakMap<Template, readonly Dangling[]>();

/** Every place that names a step, phase, role, category or register that the template does not have. */
export function danglingIn(template: Template): readonly Dangling[] {
  let dangling = cache.get(template);
  if (dangling) return dangling;
  const found: Dangling[] = [];
  for (const { to, id, path } of referencesIn(template)) {
    if (to === 'evidence' || to === 'alternative') continue;
    if (!Object.hasOwn(template[MAPS[to]], id)) found.push({ path, target: `/${MAPS[to]}/${id}` });
  }
  dangling = found;
  cache.set(template, dangling);
  return dangling;
}
