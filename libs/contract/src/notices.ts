import { z } from 'zod';
import { localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';

/** What one of the notices of a line is about. */
const noticeItemSchema = z.object({
  unit: z.object({ id: z.string(), name: localTextAnswer }),
  run: z.string().nullable(),
  item: z.string().nullable(),
  /** Minute the item is due now. */
  due: z.int().nullable(),
  problem: z.string().nullable(),
  measure: z.string().nullable(),
});

/**
 * One line of an inbox. What a ladder told the same post at the same minute about the same step of many units is one
 * line; unit, run, item, problem and measure are then those of the newest of them.
 */
export const noticeSchema = z.object({
  id: z.int(),
  kind: z.enum([
    'remind',
    'urge',
    'escalate',
    'tell',
    'digest',
    'problems-digest',
    'taken-over',
    'problems-taken-over',
    'recomputed',
  ]),
  /** Milliseconds, by the engine's clock. */
  at: z.int(),
  read: z.boolean(),
  campaign: z.object({ id: z.string(), name: localTextAnswer }),
  unit: z.object({ id: z.string(), name: localTextAnswer }),
  /** Missing in a digest, which stands for many items. */
  run: z.string().nullable(),
  item: z.string().nullable(),
  step: localTextAnswer.nullable(),
  /** Minute the item is due now. */
  due: z.int().nullable(),
  /** The problem of the ledger it is about, and which of its measures; null for the problem's own deadline. */
  problem: z.object({ id: z.string(), title: z.string() }).nullable(),
  measure: z.object({ id: z.string(), text: z.string() }).nullable(),
  /** For how many this line stands; one, but for reminders that came together. */
  count: z.int().min(1),
  /** What they are about, newest first; of very many only the first hundred. */
  items: z.array(noticeItemSchema),
  /** The line as a sentence, in the reader's language. */
  text: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const noticeRoutes = {
  inbox: route({
    id: 'notices.inbox',
    method: 'GET',
    path: '/api/notices',
    summary: 'What the posts one holds were told as the nearest to whom it concerns, newest first',
    permission: 'signed-in',
    query: z.object({ ...pageQuery, unread: z.enum(['true', 'false']).optional() }),
    response: pageOf(noticeSchema),
    tags: ['notices'],
  }),
  read: route({
    id: 'notices.read',
    method: 'POST',
    path: '/api/notices/read',
    summary: 'Marks lines of one’s own inbox as read by the posts one holds; others read for themselves',
    permission: 'signed-in',
    body: z.strictObject({ notices: z.array(z.int().min(1)).min(1).max(500) }),
    response: z.object({ read: z.int() }),
    tags: ['notices'],
  }),
};
