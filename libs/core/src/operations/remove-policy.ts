import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { need } from './elements.js';
import { operation, remove } from './operation.js';

/** A policy is taken away. */
export const removePolicy = operation({
  name: 'remove-policy',
  params: z.strictObject({ id: idSchema }),
  edits: (template, { id }) => need(template, 'policy', id) ?? accept([remove(pointer('policies', id))]),
});
