import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { free, need, newId } from './elements.js';
import { fragmentOf } from './fragment.js';
import { operation } from './operation.js';
import { pasted } from './pasted.js';

/** How far from its original a copy's card stands. */
const SHIFT = 40;

/** Steps are copied within the template, with the dependencies among them, to the end of their phases. */
export const duplicateSteps = operation({
  name: 'duplicate-steps',
  params: z.strictObject({
    /** Each step to the id of its copy. */
    ids: z.record(idSchema, newId),
    /** In an adaptation: the copies are its own and hang where there is room. */
    local: z.boolean().optional(),
  }),
  edits(template, { ids, ...hanging }) {
    const gone = need(template, 'step', ...Object.keys(ids));
    if (gone) return gone;
    const copies = Object.values(ids);
    for (const [i, id] of copies.entries()) {
      const path = pointer('steps', id);
      const taken = copies.indexOf(id) < i ? { [id]: true } : template.steps;
      const refusal = free(taken, 'step', id, path);
      if (refusal) return refusal;
    }
    const fragment = fragmentOf(template, Object.keys(ids));
    const cards = Object.values(fragment.layout);
    const at = {
      x: Math.min(...cards.map(({ x }) => x)) + SHIFT,
      y: Math.min(...cards.map(({ y }) => y)) + SHIFT,
    };
    const { edits, refusal } = pasted(template, fragment, { ids, ...hanging, ...(cards.length > 0 ? { at } : {}) });
    return refusal ? { ok: false, refusal } : accept(edits);
  },
});
