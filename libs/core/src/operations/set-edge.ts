import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { edgeSchema, idSchema } from '../template/document.js';
import { need } from './elements.js';
import { operation, set } from './operation.js';

/** A dependency becomes one of order or of need, or gets other ends. */
export const setEdge = operation({
  name: 'set-edge',
  params: z.strictObject({
    id: idSchema,
    kind: edgeSchema.shape.kind.unwrap().optional(),
    from: idSchema.optional(),
    to: idSchema.optional(),
  }),
  edits(template, { id, kind, from, to }, apply) {
    const gone = need(template, 'edge', id);
    const edge = template.edges[id];
    if (gone || !edge) return gone ?? refuse('operations.gone', pointer('edges', id));
    const next = { from: from ?? edge.from, to: to ?? edge.to, kind: kind ?? edge.kind };
    if (next.from === edge.from && next.to === edge.to) return accept([set(pointer('edges', id, 'kind'), next.kind)]);
    // Drawn anew: the same refusals as for a new one.
    const { [id]: _itself, ...edges } = template.edges;
    const drawn = apply({ ...template, edges }, { op: 'connect', id, ...next } as { op: string });
    return drawn.ok ? accept([set(pointer('edges', id), next)]) : drawn;
  },
});
