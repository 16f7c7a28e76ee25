import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { need } from './elements.js';
import { operation, remove } from './operation.js';

/** Dependencies are taken away. */
export const disconnect = operation({
  name: 'disconnect',
  params: z.strictObject({ ids: z.array(idSchema).min(1).max(5000) }),
  edits: (template, { ids }) =>
    need(template, 'edge', ...ids) ?? accept([...new Set(ids)].map((id) => remove(pointer('edges', id)))),
});
