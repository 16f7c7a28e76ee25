import { z } from 'zod';
import { accept } from '../findings.js';
import { valueAt } from '../pointer.js';
import { operation, remove } from './operation.js';

/** An optional field is emptied; one with a default goes back to it. What is not there needs no clearing. */
export const clearField = operation({
  name: 'clear-field',
  params: z.strictObject({ path: z.string().min(1).max(1000) }),
  edits: (template, { path }) => accept(valueAt(template, path) === undefined ? [] : [remove(path)]),
});
