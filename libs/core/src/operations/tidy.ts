import { z } from 'zod';
import { accept } from '../findings.js';
import { idSchema } from '../template/document.js';
import { pointSchema } from './elements.js';
import { operation, remove, set } from './operation.js';

/** The whole layout at once, as computed; without positions it is forgotten and everything stands where it falls. */
export const tidy = operation({
  name: 'tidy',
  params: z.strictObject({ positions: z.record(idSchema, pointSchema).optional() }),
  edits(template, { positions }) {
    if (!positions) return accept(template.layout ? [remove('/layout')] : []);
    const known = Object.entries(positions).filter(
      ([id]) => Object.hasOwn(template.steps, id) || Object.hasOwn(template.phases, id),
    );
    return accept([set('/layout', Object.fromEntries(known))]);
  },
});
