import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { conditionReads } from '../template/conditions.js';
import { idSchema } from '../template/document.js';
import { has, missing, stillNamed } from './elements.js';
import { operation, remove } from './operation.js';

/** A step no longer asks for something; refused while a condition reads it. */
export const removeEvidence = operation({
  name: 'remove-evidence',
  params: z.strictObject({ step: idSchema, id: idSchema }),
  edits(template, { step, id }) {
    const path = pointer('steps', step, 'evidence', id);
    if (!has(template.steps[step]?.evidence, id)) return missing('evidence', path);
    const readers = [
      ...Object.entries(template.steps).map(([key, { when }]) => ({ path: pointer('steps', key, 'when'), when })),
      ...Object.entries(template.registers).map(([key, { when }]) => ({
        path: pointer('registers', key, 'when'),
        when,
      })),
    ].filter(({ when }) => when !== undefined && conditionReads(when).includes(`item.${step}.${id}`));
    const named = readers.map((one) => ({ to: 'evidence' as const, id, path: one.path, as: () => undefined }));
    return stillNamed(template, 'evidence', named) ?? accept([remove(path)]);
  },
});
