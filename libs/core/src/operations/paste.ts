import { z } from 'zod';
import { accept, refuse } from '../findings.js';
import { idSchema } from '../template/document.js';
import { beforeSchema, need, pointSchema } from './elements.js';
import { fragmentSchema } from './fragment.js';
import { operation } from './operation.js';
import { pasted } from './pasted.js';

/**
 * A fragment is put into a template, its own or another: steps get new ids where theirs are taken, roles, categories
 * and registers that are missing come along, references to what is not there are left out. In an adaptation they hang where
 * there is room, and do without categories the levels above do not know.
 */
export const paste = operation({
  name: 'paste',
  params: z.strictObject({
    fragment: fragmentSchema,
    phase: idSchema.optional(),
    before: beforeSchema,
    ids: z.record(idSchema, idSchema).optional(),
    at: pointSchema.optional(),
    /** In an adaptation, see `PasteTarget`. */
    local: z.boolean().optional(),
  }),
  edits(template, { fragment, ...target }) {
    const gone = target.phase === undefined ? null : need(template, 'phase', target.phase);
    if (gone) return gone;
    if (Object.keys(template.phases).length === 0) return refuse('operations.no-phase', '/phases');
    const { edits, refusal } = pasted(template, fragment, target);
    return refusal ? { ok: false, refusal } : accept(edits);
  },
});
