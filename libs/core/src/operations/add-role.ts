import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { roleSchema } from '../template/document.js';
import { free, need, newId } from './elements.js';
import { operation, set } from './operation.js';

/** A new role, with who stands in where nobody holds it. */
export const addRole = operation({
  name: 'add-role',
  params: z.strictObject({ id: newId, title: roleSchema.shape.title, substitute: roleSchema.shape.substitute }),
  edits: (template, { id, ...role }) =>
    free(template.roles, 'role', id, pointer('roles', id)) ??
    (role.substitute === 'superior' || role.substitute === id ? null : need(template, 'role', role.substitute)) ??
    accept([set(pointer('roles', id), role)]),
});
