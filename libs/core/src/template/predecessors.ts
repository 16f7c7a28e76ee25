/** Which steps a step waits for by its edges, and how. */
import type { Template } from './document.js';

export type Predecessors = ReadonlyMap<string, 'order' | 'needs'>;

/**
 * The predecessors of each step that has any. Two edges between the same steps are one, the stricter; edges from or to
 * something unknown, or to the step itself, are left out: the linter names them.
 */
export function predecessors({ steps, edges }: Pick<Template, 'steps' | 'edges'>): Map<string, Predecessors> {
  const into = new Map<string, Map<string, 'order' | 'needs'>>();
  for (const { from, to, kind } of Object.values(edges)) {
    if (!Object.hasOwn(steps, from) || !Object.hasOwn(steps, to) || from === to) continue;
    const known = into.get(to) ?? new Map<string, 'order' | 'needs'>();
    if (known.get(from) !== 'needs') known.set(from, kind);
    into.set(to, known);
  }
  return into;
}
