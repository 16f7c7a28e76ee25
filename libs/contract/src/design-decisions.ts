/** What was decided when versions of the level above were taken over, and deciding it again. */
import { z } from 'zod';
import { savedDraftSchema } from './design-drafts.js';
import { LARGEST_DOCUMENT, designParams, leaseKeySchema } from './design-shapes.js';
import { decidedSchema, decisionSchema } from './design-updates.js';
import { route } from './route.js';

const tags = ['designs'];

/** A decision that was taken over. */
export const takenDecisionSchema = decidedSchema.extend({
  /** The version it was published with; null while it is in the draft. */
  number: z.int().nullable(),
});
export type TakenDecision = z.infer<typeof takenDecisionSchema>;

export const designDecisionRoutes = {
  decisions: route({
    id: 'designs.decisions',
    method: 'GET',
    path: '/api/designs/:design/decisions',
    summary: 'What was decided in taking over from above, the newest decision on each question first',
    permission: 'templates:write',
    params: designParams,
    response: z.object({ decisions: z.array(takenDecisionSchema) }),
    tags,
  }),
  decideAnew: route({
    id: 'designs.decideAnew',
    method: 'POST',
    path: '/api/designs/:design/decisions',
    summary: 'Decides a question again that was taken over: the draft is changed by it, and nothing else in it',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({
      revision: z.int().min(0),
      lease: leaseKeySchema,
      conflict: decisionSchema.shape.conflict,
      choice: z.enum(['mine', 'theirs', 'edit']),
      value: z.unknown().optional(),
      reason: decisionSchema.shape.reason,
    }),
    largestBody: LARGEST_DOCUMENT,
    response: savedDraftSchema,
    tags,
  }),
};
