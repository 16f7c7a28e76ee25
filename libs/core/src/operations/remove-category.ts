import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { need, referencesTo, stillNamed } from './elements.js';
import { operation, remove } from './operation.js';

/** A category is taken away; refused while a condition, a policy or an equivalent names it. */
export const removeCategory = operation({
  name: 'remove-category',
  params: z.strictObject({ id: idSchema }),
  edits: (template, { id }) =>
    need(template, 'category', id) ??
    stillNamed(template, 'category', referencesTo(template, 'category', new Set([id]))) ??
    accept([remove(pointer('categories', id))]),
});
