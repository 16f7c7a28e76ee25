import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { localTextSchema } from '../template/document.js';
import { beforeSchema, free, newId } from './elements.js';
import { operation, set } from './operation.js';
import { inOrder, orderEdits, placedBefore } from './ordering.js';

/** A new phase, before another or at the end. It has no opening rule: phases overlap unless somebody says otherwise. */
export const addPhase = operation({
  name: 'add-phase',
  params: z.strictObject({ id: newId, title: localTextSchema, before: beforeSchema }),
  edits(template, { id, title, before }) {
    const path = pointer('phases', id);
    const taken = free(template.phases, 'phase', id, path);
    if (taken) return taken;
    const orders = placedBefore(inOrder(template.phases), [id], before);
    return accept([set(path, { title, order: orders.get(id) ?? 0 }), ...orderEdits(orders, template.phases, 'phases')]);
  },
});
