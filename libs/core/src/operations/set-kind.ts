import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { idSchema } from '../template/document.js';
import { need } from './elements.js';
import { newStep } from './new-step.js';
import { type Edit, operation, remove, set } from './operation.js';

/**
 * A step becomes one of another kind. Parameters the new kind does not know go; what it cannot do without comes;
 * evidence that was only the old kind's default is exchanged for the new kind's, everything else stays.
 */
export const setKind = operation({
  name: 'set-kind',
  params: z.strictObject({ step: idSchema, kind: idSchema, milestone: idSchema.optional() }),
  edits(template, { step: id, kind: wanted, milestone }) {
    const gone = need(template, 'step', id);
    const step = template.steps[id];
    if (gone || !step) return gone ?? refuse('operations.gone', pointer('steps', id));
    const kind = stepKind(wanted);
    const { [id]: _itself, ...others } = template.steps;
    const fresh = newStep(
      { ...template, steps: others },
      { phase: step.phase, kind: wanted, lead: step.lead, milestone: milestone ?? step.cascade?.milestone },
    );
    if (!kind || !fresh.ok) return fresh.ok ? refuse('operations.unknown-kind', '/kind') : fresh;
    const at = (...keys: string[]): string => pointer('steps', id, ...keys);
    const edits: Edit[] = [set(at('kind'), wanted)];
    const unknown = Object.keys(step.params).filter((name) => !Object.hasOwn(kind.params.shape, name));
    edits.push(...unknown.map((name) => remove(at('params', name))));
    const before = Object.keys(stepKind(step.kind)?.defaultEvidence ?? {});
    const untouched = Object.keys(step.evidence).every((key) => before.includes(key));
    if (!kind.asksUnit || untouched) edits.push(set(at('evidence'), kind.defaultEvidence));
    if (!kind.asksUnit) edits.push(set(at('reviews'), {}));
    else if (Object.keys(step.reviews).length === 0 && fresh.value['reviews'])
      edits.push(set(at('reviews'), fresh.value['reviews']));
    if (fresh.value['cascade']) edits.push(...(step.cascade ? [] : [set(at('cascade'), fresh.value['cascade'])]));
    else if (step.cascade) edits.push(remove(at('cascade')));
    return accept(edits);
  },
});
