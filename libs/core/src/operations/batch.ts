import { z } from 'zod';
import { accept } from '../findings.js';
import { type Edit, operation } from './operation.js';

/** Several operations as one: all or none, one undo. Each sees what the ones before it left. */
export const batch = operation({
  name: 'batch',
  params: z.strictObject({ operations: z.array(z.looseObject({ op: z.string() })).max(5000) }),
  edits(template, { operations }, apply) {
    let next = template;
    const edits: Edit[] = [];
    for (const one of operations) {
      const applied = apply(next, one);
      if (!applied.ok) return applied;
      next = applied.value.template;
      edits.push(...applied.value.edits);
    }
    return accept(edits);
  },
});
