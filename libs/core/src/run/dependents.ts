/** What comes after a step, for a return and for those who have to see what it touches. */
import { type CompiledTemplate, compiled } from './compiled.js';
import type { Item, RunState } from './model.js';
import type { Template } from '../template/document.js';

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

/** Items already begun that depend on an item: the reviewer is asked which of them go back with it. */
export function dependentItems(run: RunState, template: Template, item: Item): Item[] {
  const after = dependentSteps(compiled(template), item.step);
  return Object.values(run.items).filter(
    (each) => after.has(each.step) && (each.status === 'submitted' || each.status === 'done'),
  );
}
