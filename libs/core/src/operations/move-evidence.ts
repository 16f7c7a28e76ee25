import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { beforeSchema, has, missing } from './elements.js';
import { operation } from './operation.js';
import { inOrder, orderEdits, placedBefore } from './ordering.js';

/** A piece of evidence goes before another of the same step, or to the end. */
export const moveEvidence = operation({
  name: 'move-evidence',
  params: z.strictObject({ step: idSchema, id: idSchema, before: beforeSchema }),
  edits(template, { step, id, before }) {
    const evidence = template.steps[step]?.evidence ?? {};
    if (!has(evidence, id)) return missing('evidence', pointer('steps', step, 'evidence', id));
    return accept(orderEdits(placedBefore(inOrder(evidence), [id], before), evidence, 'steps', step, 'evidence'));
  },
});
