import { z } from 'zod';
import { equal } from '../adaptation/shape.js';
import { accept, pointer, refuse } from '../findings.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { conditionSchema, idSchema, type Step, type Template } from '../template/document.js';
import { roomForLocal } from '../template/local-room.js';
import { beforeSchema, free, need, newId, pointSchema, titleSchema } from './elements.js';
import { newStep } from './new-step.js';
import { operation, set } from './operation.js';
import { orderEdits, stepsOf, stepsPlaced } from './ordering.js';

const hangsAtSchema = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('phase'), phase: idSchema }),
  z.strictObject({ at: z.literal('step'), step: idSchema }),
]);
type HangsAt = z.infer<typeof hangsAtSchema>;

/** The local steps that hang at an extension point already. */
const hanging = (template: Template, at: HangsAt): [string, Step][] =>
  Object.entries(template.steps).filter(([, { hangsAt }]) => hangsAt !== undefined && equal(hangsAt, at));

/** A step of one's own at an extension point of the level above: of a kind that may hang there, while there is room. */
export const addLocalStep = operation({
  name: 'add-local-step',
  params: z.strictObject({
    id: newId,
    hangsAt: hangsAtSchema,
    kind: idSchema,
    title: titleSchema,
    lead: idSchema.optional(),
    /** For whom; where it is left out, those whom policy leaves room for one. */
    when: conditionSchema.optional(),
    before: beforeSchema,
    position: pointSchema.optional(),
  }),
  edits(template, { id, hangsAt, kind, title, lead, when, before, position }) {
    const path = pointer('steps', id);
    const gone =
      free(template.steps, 'step', id, path) ??
      (hangsAt.at === 'phase' ? need(template, 'phase', hangsAt.phase) : need(template, 'step', hangsAt.step));
    if (gone) return gone;
    const host = hangsAt.at === 'phase' ? template.phases[hangsAt.phase] : template.steps[hangsAt.step];
    const phase = hangsAt.at === 'phase' ? hangsAt.phase : (template.steps[hangsAt.step]?.phase ?? '');
    const where = hangsAt.at === 'phase' ? pointer('phases', hangsAt.phase) : pointer('steps', hangsAt.step);
    const params = { host: host?.title ?? '' };
    if (!host?.extension) return refuse('operations.no-extension-point', where, params);
    const { kinds, max } = host.extension;
    if (kinds && !kinds.includes(kind))
      return refuse('operations.kind-not-invited', where, {
        ...params,
        kind: stepKind(kind)?.title ?? kind,
        kinds: {
          zh: kinds.map((one) => stepKind(one)?.title.zh ?? one).join('、'),
          en: kinds.map((one) => stepKind(one)?.title.en ?? one).join(', '),
        },
      });
    if (hanging(template, hangsAt).length >= max) return refuse('operations.extension-full', where, { ...params, max });
    const step = newStep(template, { phase, kind, title, lead });
    if (!step.ok) return step;
    const whom = when ?? roomForLocal(template);
    const siblings = stepsOf(template, phase);
    const after = hangsAt.at === 'step' ? siblings[siblings.findIndex(([one]) => one === hangsAt.step) + 1]?.[0] : null;
    const orders = stepsPlaced(template, phase, [id], before === undefined ? after : before, true);
    return accept([
      set(path, { ...step.value, order: orders.get(id) ?? 0, hangsAt, ...(whom === undefined ? {} : { when: whom }) }),
      ...orderEdits(orders, template.steps, 'steps'),
      ...(position ? [set(pointer('layout', id), position)] : []),
    ]);
  },
});
