import { z } from 'zod';
import { accept, pointer, refuse } from '../findings.js';
import { evidenceSchema, idSchema } from '../template/document.js';
import { newEvidence, type EvidenceType } from './default-evidence.js';
import { beforeSchema, free, need, newId, titleSchema } from './elements.js';
import { operation, set } from './operation.js';
import { inOrder, orderEdits, placedBefore } from './ordering.js';

/** As the linter sees it: words, files and photos, and tables until their columns say otherwise. */
const KEEPS_WORDS: readonly EvidenceType[] = ['text', 'file', 'photo', 'table'];

/** A step asks for one more thing: of a type, or as given whole. Sensitive steps take no words, files or photos. */
export const addEvidence = operation({
  name: 'add-evidence',
  params: z.strictObject({
    step: idSchema,
    id: newId,
    type: z.enum(Object.keys(newEvidence) as [EvidenceType, ...EvidenceType[]]).optional(),
    evidence: evidenceSchema.optional(),
    title: titleSchema,
    before: beforeSchema,
  }),
  edits(template, { step: stepId, id, type, evidence, title, before }) {
    const gone = need(template, 'step', stepId);
    const step = template.steps[stepId];
    if (gone || !step) return gone ?? refuse('operations.gone', pointer('steps', stepId));
    const path = pointer('steps', stepId, 'evidence', id);
    const taken = free(step.evidence, 'evidence', id, path);
    if (taken) return taken;
    const asked = evidence ?? newEvidence[type ?? 'date'];
    if (step.sensitive && KEEPS_WORDS.includes(asked.type))
      return refuse('operations.sensitive', path, { step: step.title });
    const orders = placedBefore(inOrder(step.evidence), [id], before);
    return accept([
      set(path, { ...asked, ...(title ? { title } : {}), order: orders.get(id) ?? 0 }),
      ...orderEdits(orders, step.evidence, 'steps', stepId, 'evidence'),
    ]);
  },
});
