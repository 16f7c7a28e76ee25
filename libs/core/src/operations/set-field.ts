import { z } from 'zod';
import { accept } from '../findings.js';
import { operation, set } from './operation.js';

/** A place gets a value: what every form field does. Lists that are sets are given whole. */
export const setField = operation({
  name: 'set-field',
  params: z.strictObject({ path: z.string().min(1).max(1000), value: z.unknown() }),
  edits: (_template, { path, value }) => accept([set(path, value)]),
});
