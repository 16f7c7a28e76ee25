import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

/** Names every JavaScript object answers to, and words this format uses itself. */
const RESERVED = new Set([
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'toLocaleString',
  'superior',
  'unit',
  'item',
]);

export const unsoundId: LintRule = {
  id: 'unsound-id',
  codes: ['reserved-id', 'confusable-ids'],
  *check({ template }) {
    for (const map of ['phases', 'steps', 'roles', 'registers', 'categories', 'edges', 'policies'] as const) {
      const seen = new Map<string, string>();
      for (const id of Object.keys(template[map])) {
        if (RESERVED.has(id)) yield found('error', 'reserved-id', pointer(map, id), { id });
        const folded = id.toLowerCase().replaceAll('_', '-');
        const other = seen.get(folded);
        if (other !== undefined) yield found('warning', 'confusable-ids', pointer(map, id), { id, other });
        seen.set(folded, id);
      }
    }
  },
};
