import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

/** Words this format uses itself; names every JavaScript object answers to are no ids to begin with. */
const RESERVED = new Set(['superior', 'unit', 'item']);

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
