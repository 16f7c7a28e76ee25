/**
 * One's own under another id, where the level above brought something else under the same: as if it had been called
 * that from the beginning. Whatever here names it names the new id; what the level above has is taken beside it.
 */
import type { Finding } from '../findings.js';
import { changed } from '../operations/changed.js';
import { freeId } from '../operations/free-id.js';
import { referencesIn } from '../operations/references.js';
import { idSchema, type Template } from '../template/document.js';
import type { Clash } from './merge-templates.js';
import type { Decision, Pointer } from './model.js';
import { conflictKey, type Sides } from './settling.js';
import { keysOf, valueAt } from './shape.js';

/** Maps whose elements may be renamed, and what names them; categories are not: units have them. */
const RENAMED = { steps: 'step', phases: 'phase', roles: 'role', registers: 'register', policies: null } as const;
type Renamed = keyof typeof RENAMED;

const mapOf = (path: Pointer): Renamed | undefined => {
  const [map = '', ...rest] = keysOf(path);
  return rest.length === 1 && Object.hasOwn(RENAMED, map) ? (map as Renamed) : undefined;
};

/** Whether what was added at this place under an id that is taken may go under another one. */
export const mayBeRenamed = (path: Pointer): boolean => mapOf(path) !== undefined;

/** The template with an element under another id, and every place that names it following. */
function renamed(template: Template, map: Renamed, old: string, id: string): Template {
  let next: unknown = template;
  for (const reference of referencesIn(template))
    if (reference.to === RENAMED[map] && reference.id === old)
      next = changed(next, keysOf(reference.path), reference.as(id));
  const maps = map === 'steps' || map === 'phases' ? [map, 'layout'] : [map];
  for (const one of maps) {
    const element = valueAt(next, `/${one}/${old}`);
    if (element !== undefined) next = changed(changed(next, [one, old], undefined), [one, id], element);
  }
  return next as Template;
}

export interface Renaming {
  /** What this level made of the base, under the new ids. */
  mine: Template;
  /** The questions that were answered by it, and the decisions with the ids that were given. */
  used: { clash: Clash; decision: Decision }[];
  /** What is wrong with a new id, by question. */
  refused: Map<string, Finding>;
}

/** Gives new ids where that was the answer: the one that was said, or a free one like the old. */
export function renameDecided(
  clashes: readonly Clash[],
  { base, newBase, mine }: Omit<Sides, 'above'>,
  decisions: readonly Decision[],
): Renaming {
  const result: Renaming = { mine, used: [], refused: new Map() };
  const asked = new Map(decisions.filter(({ choice }) => choice === 'rename').map((one) => [one.conflict, one]));
  if (asked.size === 0) return result;
  for (const clash of clashes) {
    const key = clash.class === 'same-id' ? conflictKey(clash) : '';
    const [decision, map] = [asked.get(key), mapOf(clash.path)];
    const old = keysOf(clash.path)[1];
    if (decision === undefined || map === undefined || old === undefined) continue;
    // Steps and phases share one drawing.
    const maps = map === 'steps' || map === 'phases' ? (['steps', 'phases'] as const) : [map];
    const taken = (id: string): boolean =>
      [base, newBase, result.mine].some((side) => maps.some((one) => Object.hasOwn(side[one], id)));
    const id = decision.as ?? freeId(taken, old);
    if (taken(id) || !idSchema.safeParse(id).success) {
      result.refused.set(key, { code: 'conflict.id-taken', severity: 'error', path: clash.path, params: { id } });
      continue;
    }
    result.mine = renamed(result.mine, map, old, id);
    result.used.push({ clash, decision: { ...decision, as: id } });
  }
  return result;
}
