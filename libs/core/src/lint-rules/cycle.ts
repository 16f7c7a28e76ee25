import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

export const cycle: LintRule = {
  id: 'cycle',
  codes: ['cycle'],
  *check({ graph }) {
    for (const nodes of graph.cycles) {
      const inside = new Set(nodes);
      const arrows = graph.arrows.filter((one) => inside.has(one.from) && inside.has(one.to));
      // An edge is what one would take away; an anchor or a condition is named where there is no edge.
      const arrow =
        arrows.find((one) => one.why === 'edge') ?? arrows.find((one) => one.why !== 'in-phase') ?? arrows[0];
      const fix = arrow?.why === 'edge' ? { edits: [{ op: 'remove' as const, path: arrow.path }] } : undefined;
      const names = nodes.map((node) => node.slice(node.indexOf(':') + 1)).toReversed();
      yield found('error', 'cycle', arrow?.path ?? pointer('steps'), { nodes: names }, fix);
    }
  },
};
