import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { need, referencesTo, stillNamed } from './elements.js';
import { operation, remove } from './operation.js';

/** A register is taken away; refused while a step asks for each of its entries. */
export const removeRegister = operation({
  name: 'remove-register',
  params: z.strictObject({ id: idSchema }),
  edits: (template, { id }) =>
    need(template, 'register', id) ??
    stillNamed(template, 'register', referencesTo(template, 'register', new Set([id]))) ??
    accept([remove(pointer('registers', id))]),
});
