import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { need, referencesTo, stillNamed } from './elements.js';
import { type Edit, operation, remove, set } from './operation.js';

/** A role is taken away; refused while it is named, unless `replaceBy` says who takes its place everywhere. */
export const removeRole = operation({
  name: 'remove-role',
  params: z.strictObject({ id: idSchema, replaceBy: idSchema.optional() }),
  edits(template, { id, replaceBy }) {
    const gone = need(template, 'role', ...(replaceBy === undefined ? [id] : [id, replaceBy]));
    if (gone) return gone;
    const own = pointer('roles', id);
    const named = referencesTo(template, 'role', new Set([id]), (path) => path.startsWith(`${own}/`));
    if (replaceBy === undefined || replaceBy === id)
      return stillNamed(template, 'role', named) ?? accept([remove(own)]);
    const edits: Edit[] = named.flatMap(({ path, as }) => {
      const list = /^\/steps\/([^/]+)\/supporting\//.exec(path)?.[1];
      if (list === undefined)
        return [set(path, path === `${pointer('roles', replaceBy)}/substitute` ? 'superior' : as(replaceBy))];
      const roles = template.steps[list]?.supporting ?? [];
      const replaced = [...new Set(roles.map((role) => (role === id ? replaceBy : role)))];
      return [set(pointer('steps', list, 'supporting'), replaced)];
    });
    return accept([...edits, remove(own)]);
  },
});
