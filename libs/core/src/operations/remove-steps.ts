import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { idSchema } from '../template/document.js';
import { has, need, referencesTo, stillNamed } from './elements.js';
import { type Edit, operation, remove, set } from './operation.js';
import type { Reference } from './references.js';

/** The part that goes with a reference when it may go: the bound or the condition it stands in. */
function removable({ path }: Reference): string | null {
  const keys = path.split('/');
  const upTo = (count: number): string => keys.slice(0, count).join('/');
  if (keys[1] === 'steps' && keys[3] === 'deadlines') return upTo(5);
  if (keys[1] === 'steps' && (keys[3] === 'closes' || keys[3] === 'when')) return upTo(4);
  if (keys[3] === 'opening' && keys[4] === 'notBefore') return upTo(5);
  return null;
}

/**
 * Steps are taken away together. Their edges, their cards and their place in the opening of phases go with them.
 * What says something beyond that – a deadline counted from them, a condition that reads them – is refused, or with
 * `references: 'remove'` goes too; what could not do without them (a cascade, a rhythm, a local step) is refused always.
 */
export const removeSteps = operation({
  name: 'remove-steps',
  params: z.strictObject({
    ids: z.array(idSchema).min(1).max(2000),
    references: z.enum(['refuse', 'remove']).default('refuse'),
  }),
  edits(template, { ids, references }) {
    const gone = need(template, 'step', ...ids);
    if (gone) return gone;
    const going = new Set(ids);
    const within = (path: string): boolean => {
      const [, map, id = ''] = path.split('/');
      return map === 'steps' && going.has(id);
    };
    const named = referencesTo(template, 'step', going, within).filter(
      ({ path }) => !path.startsWith('/edges/') && !path.includes('/opening/afterSteps/'),
    );
    const kept = references === 'remove' ? named.filter((one) => removable(one) === null) : named;
    const refusal = stillNamed(template, 'step', kept);
    if (refusal) return refusal;
    const edits: Edit[] = [...new Set(named.map(removable))].flatMap((path) => (path === null ? [] : [remove(path)]));
    for (const [id, { from, to }] of Object.entries(template.edges))
      if (going.has(from) || going.has(to)) edits.push(remove(pointer('edges', id)));
    for (const [id, { opening }] of Object.entries(template.phases))
      if (opening?.afterSteps.some((step) => going.has(step)))
        edits.push(
          set(
            pointer('phases', id, 'opening', 'afterSteps'),
            opening.afterSteps.filter((step) => !going.has(step)),
          ),
        );
    for (const id of going) {
      if (has(template.layout, id)) edits.push(remove(pointer('layout', id)));
      edits.push(remove(pointer('steps', id)));
    }
    return accept(edits);
  },
});
