import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { policySchema } from '../template/document.js';
import { free, need, newId } from './elements.js';
import { operation, set } from './operation.js';

/** A rule on the whole plan, from this level down, with its reason. */
export const addPolicy = operation({
  name: 'add-policy',
  params: z.strictObject({ id: newId, policy: policySchema }),
  edits: (template, { id, policy }) =>
    free(template.policies, 'policy', id, pointer('policies', id)) ??
    need(template, 'category', ...policy.categories) ??
    accept([set(pointer('policies', id), policy)]),
});
