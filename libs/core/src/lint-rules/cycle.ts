import { pointer } from '../findings.js';
import type { Arrow } from '../template/graph.js';
import { found, type LintRule } from './lint-rule.js';

/** Edges of a large cycle tried for a fix; beyond it a person has to look anyway. */
const MAX_TRIED = 50;
/** Where there is no single edge to take away, the place to look at first. */
const PREFERENCE: Arrow['why'][] = ['local', 'phase-opening', 'condition', 'deadline', 'edge', 'in-phase'];

function isAcyclic(nodes: string[], arrows: Arrow[]): boolean {
  const waits = new Map(nodes.map((node) => [node, 0]));
  for (const { to } of arrows) waits.set(to, (waits.get(to) ?? 0) + 1);
  const free = nodes.filter((node) => waits.get(node) === 0);
  for (const node of free)
    for (const { from, to } of arrows)
      if (from === node) {
        const left = (waits.get(to) ?? 0) - 1;
        waits.set(to, left);
        if (left === 0) free.push(to);
      }
  return free.length === nodes.length;
}

export const cycle: LintRule = {
  id: 'cycle',
  codes: ['cycle'],
  *check({ graph }) {
    for (const nodes of graph.cycles) {
      const inside = new Set(nodes);
      const arrows = graph.arrows.filter((one) => inside.has(one.from) && inside.has(one.to));
      // An edge is offered for removal only where that alone ends the waiting.
      const cut = arrows
        .filter((one) => one.why === 'edge')
        .slice(0, MAX_TRIED)
        .find((edge) =>
          isAcyclic(
            nodes,
            arrows.filter((one) => one.path !== edge.path),
          ),
        );
      const where = cut ?? arrows.toSorted((a, b) => PREFERENCE.indexOf(a.why) - PREFERENCE.indexOf(b.why))[0];
      const fix = cut ? { edits: [{ op: 'remove' as const, path: cut.path }] } : undefined;
      const names = nodes.map((node) => node.slice(node.indexOf(':') + 1)).toReversed();
      yield found('error', 'cycle', where?.path ?? pointer('steps'), { nodes: names }, fix);
    }
  },
};
