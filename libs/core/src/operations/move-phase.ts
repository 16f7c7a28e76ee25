import { z } from 'zod';
import { accept } from '../findings.js';
import { idSchema } from '../template/document.js';
import { beforeSchema, need } from './elements.js';
import { operation } from './operation.js';
import { inOrder, orderEdits, placedBefore } from './ordering.js';

/** A phase goes before another, or to the end. */
export const movePhase = operation({
  name: 'move-phase',
  params: z.strictObject({ id: idSchema, before: beforeSchema }),
  edits: (template, { id, before }) =>
    need(template, 'phase', id) ??
    accept(orderEdits(placedBefore(inOrder(template.phases), [id], before), template.phases, 'phases')),
});
