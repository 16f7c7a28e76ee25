import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { idSchema } from '../template/document.js';
import { need, NOUNS, referencesTo, stillNamed } from './elements.js';
import { type Edit, operation, remove, set } from './operation.js';
import { stepsOf } from './ordering.js';

/**
 * A phase is taken away; with `steps` its steps go too, with `moveTo` they move to another phase, else it must be
 * empty. That others open after it is forgotten with it; deadlines that count from its opening must be changed first.
 */
export const removePhase = operation({
  name: 'remove-phase',
  params: z.strictObject({
    id: idSchema,
    steps: z.enum(['refuse', 'remove']).default('refuse'),
    moveTo: idSchema.optional(),
  }),
  edits(template, { id, steps, moveTo }, apply) {
    const gone = need(template, 'phase', ...(moveTo === undefined || moveTo === id ? [id] : [id, moveTo]));
    if (gone) return gone;
    const inside = stepsOf(template, id).map(([step]) => step);
    const edits: Edit[] = [];
    let rest = template;
    if (inside.length > 0) {
      if (moveTo === id || (moveTo === undefined && steps === 'refuse'))
        return refuse('operations.phase-not-empty', pointer('phases', id), {
          phase: template.phases[id]?.title ?? NOUNS.phase,
          count: inside.length,
        });
      const first = apply(
        template,
        moveTo === undefined
          ? ({ op: 'remove-steps', ids: inside } as { op: string })
          : ({ op: 'move-steps', ids: inside, phase: moveTo } as { op: string }),
      );
      if (!first.ok) return first;
      edits.push(...first.value.edits);
      rest = first.value.template;
    }
    const named = referencesTo(rest, 'phase', new Set([id]), (path) => path.startsWith(`${pointer('phases', id)}/`));
    const openings = named.filter(({ path }) => path.includes('/opening/afterPhases/'));
    const others = stillNamed(
      rest,
      'phase',
      named.filter((one) => !openings.includes(one)),
    );
    if (others) return others;
    for (const [phase, { opening }] of Object.entries(rest.phases))
      if (phase !== id && opening?.afterPhases.includes(id))
        edits.push(
          set(
            pointer('phases', phase, 'opening', 'afterPhases'),
            opening.afterPhases.filter((one) => one !== id),
          ),
        );
    return accept([...edits, remove(pointer('phases', id))]);
  },
});
