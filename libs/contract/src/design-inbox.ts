/** What waits for a designer besides updates from above: requests to answer, answers received, tightenings not yet seen, reminders to adapt. */
import { z } from 'zod';
import { designParams, personAnswer, unitAnswer } from './design-shapes.js';
import { localTextAnswer } from './page.js';
import { route } from './route.js';

const tags = ['designs'];

const about = { design: z.string(), title: localTextAnswer, unit: unitAnswer };

export const designInboxRoutes = {
  inbox: route({
    id: 'designs.inbox',
    method: 'GET',
    path: '/api/designs/inbox',
    summary:
      'What waits for the asker: deviations to answer, answers received, tightenings nobody took note of, designs to adapt',
    permission: 'templates:read',
    response: z.object({
      /** Deviations (变通) the asker may answer, by design and by the unit that set the mandate. */
      requests: z.array(z.object({ ...about, count: z.int() })),
      /** Answers nobody of the asking unit has taken note of, by design and asking unit. */
      answers: z.array(z.object({ ...about, granted: z.int(), refused: z.int(), revoked: z.int() })),
      /** Designs of the asker’s level below which versions tightened something unseen: how many. */
      tightenings: z.array(z.object({ ...about, count: z.int() })),
      /** Designs above that units of the asker’s were reminded of adapting. */
      invitations: z.array(z.object({ ...about, number: z.int(), at: z.int(), by: personAnswer.nullable() })),
    }),
    tags,
  }),
  seeAnswers: route({
    id: 'designs.seeAnswers',
    method: 'POST',
    path: '/api/designs/:design/variances/seen',
    summary: 'Takes note of the answers that the asker’s units received to their wishes to deviate',
    permission: 'templates:write',
    params: designParams,
    response: z.object({ seen: z.int() }),
    tags,
  }),
};
