/** What comes after a step. */
import type { CompiledTemplate } from './compiled.js';

/** Every step that directly or indirectly waits for, reads or counts from a step. */
export function dependentSteps(template: CompiledTemplate, id: string): Set<string> {
  const found = new Set<string>();
  const seen = new Set<number>();
  const open = [template.step.get(id)];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const next of template.dependents[at] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
      const node = template.nodes[next];
      if (node?.node === 'step') found.add(node.id);
    }
  found.delete(id);
  return found;
}
