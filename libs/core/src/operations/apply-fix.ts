import { z } from 'zod';
import { accept } from '../findings.js';
import { operation, remove, set } from './operation.js';

const path = z.string().min(1).max(1000);

/** The quick fix of a finding, as the linter offered it. */
export const applyFix = operation({
  name: 'apply-fix',
  params: z.strictObject({
    edits: z
      .array(z.strictObject({ op: z.enum(['set', 'remove']), path, value: z.unknown().optional() }))
      .min(1)
      .max(1000),
  }),
  edits: (_template, { edits }) =>
    accept(edits.map((edit) => (edit.op === 'remove' ? remove(edit.path) : set(edit.path, edit.value)))),
});
