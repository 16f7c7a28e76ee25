import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { conditionWithout } from '../template/condition-without.js';
import { idSchema, type Template } from '../template/document.js';
import { has, need, referencesTo, stillNamed } from './elements.js';
import { type Edit, operation, remove, set } from './operation.js';
import type { Reference } from './references.js';

/** What becomes of a reference when it may go: the bound it stands in goes, a condition loses what it read. */
function withoutReference(template: Template, { path }: Reference, going: ReadonlySet<string>): Edit | null {
  const keys = path.split('/');
  const [, map, id = '', field, part] = keys;
  const upTo = (count: number): string => keys.slice(0, count).join('/');
  if (map === 'steps' && field === 'when') {
    const left = conditionWithout(template.steps[id]?.when ?? true, (read) => going.has(read.split('.')[1] ?? ''));
    // Without it the step would be for everybody, or for nobody: that is not ours to choose.
    return typeof left === 'boolean' ? null : set(upTo(4), left);
  }
  if (map === 'steps' && field === 'deadlines') return remove(upTo(5));
  if (map === 'steps' && field === 'closes') return remove(upTo(4));
  return field === 'opening' && part === 'notBefore' ? remove(upTo(5)) : null;
}

/**
 * Steps are taken away together. Their edges, their cards and their place in the opening of phases go with them.
 * What says something beyond that – a deadline counted from them, a condition that reads them – is refused, or with
 * `references: 'remove'` goes too, a condition as far as it decides by something else as well; what could not do without
 * them (a cascade, a rhythm, a local step, what they alone decide) is refused always.
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
    const without = named.map((one) => withoutReference(template, one, going));
    const kept = references === 'remove' ? named.filter((_, index) => without[index] === null) : named;
    const refusal = stillNamed(template, 'step', kept);
    if (refusal) return refusal;
    const edits = without
      .filter((edit) => edit !== null)
      .filter(({ path }, index, all) => all.findIndex((one) => one.path === path) === index);
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
