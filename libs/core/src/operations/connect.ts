import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { edgeSchema, idSchema } from '../template/document.js';
import { templateGraph } from '../template/graph.js';
import { free, has, need, newId, NOUNS } from './elements.js';
import { freeId } from './free-id.js';
import { operation, set } from './operation.js';

/** One step comes after another. What would close a circle – with deadlines and conditions counted in – is refused. */
export const connect = operation({
  name: 'connect',
  params: z.strictObject({
    /** Without it one is made from the two ends. */
    id: newId.optional(),
    from: idSchema,
    to: idSchema,
    kind: edgeSchema.shape.kind,
  }),
  edits(template, { id, from, to, kind }) {
    const gone = need(template, 'step', from, to);
    if (gone) return gone;
    const params = {
      from: template.steps[from]?.title ?? NOUNS.step,
      to: template.steps[to]?.title ?? NOUNS.step,
    };
    const edge = id ?? freeId((taken) => has(template.edges, taken), `${from}--${to}`);
    const path = pointer('edges', edge);
    const taken = free(template.edges, 'edge', edge, path);
    if (taken) return taken;
    if (from === to) return refuse('operations.connects-itself', path, params);
    if (Object.values(template.edges).some((one) => one.from === from && one.to === to))
      return refuse('operations.connected-already', path, params);
    if (templateGraph(template).stepsBefore(from).has(to)) return refuse('operations.closes-circle', path, params);
    return accept([set(path, { from, to, kind })]);
  },
});
