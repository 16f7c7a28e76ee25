import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { pointSchema } from './elements.js';
import { operation, set } from './operation.js';

/** Cards are put where a hand dropped them. No change of meaning. */
export const place = operation({
  name: 'place',
  params: z.strictObject({ positions: z.record(idSchema, pointSchema) }),
  edits: (template, { positions }) =>
    accept(
      Object.entries(positions)
        .filter(([id]) => Object.hasOwn(template.steps, id) || Object.hasOwn(template.phases, id))
        .map(([id, at]) => set(pointer('layout', id), at)),
    ),
});
