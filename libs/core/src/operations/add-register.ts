import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { registerSchema } from '../template/document.js';
import { free, newId } from './elements.js';
import { operation, set } from './operation.js';

/** A new register: what a run lists one by one (leaders, cohorts, sub-groups). */
export const addRegister = operation({
  name: 'add-register',
  params: z.strictObject({ id: newId, ...registerSchema.shape }),
  edits: (template, { id, ...register }) =>
    free(template.registers, 'register', id, pointer('registers', id)) ??
    accept([set(pointer('registers', id), register)]),
});
