import { z } from 'zod';
import { identifierSchema } from './page.js';
import { route } from './route.js';

export const healthSchema = z.object({
  status: z.enum(['ok', 'starting', 'failing']),
  checks: z.record(z.string(), z.string()).optional(),
});

export const systemSchema = z.object({
  name: z.literal('gangmu'),
  version: z.string(),
  /** The database holds the sample county: shown as a banner on every page. */
  sample: z.boolean(),
  /** Nothing is in the database yet: the first page sets up county and administrator. */
  empty: z.boolean(),
  /** What the engine takes for now, in milliseconds; differs from real time on the stepped clock. */
  now: z.int(),
  steppedClock: z.boolean(),
});

export const progressSchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['working', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  result: z.record(z.string(), z.unknown()).nullable(),
  problem: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()), detail: z.string() }).nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Routes about the engine itself. */
export const systemRoutes = {
  health: route({
    id: 'system.health',
    method: 'GET',
    path: '/api/health',
    summary: 'The process is alive',
    permission: 'public',
    response: healthSchema,
    tags: ['system'],
  }),
  ready: route({
    id: 'system.ready',
    method: 'GET',
    path: '/api/ready',
    summary: 'The process can serve: database reachable, schema current',
    permission: 'public',
    response: healthSchema,
    tags: ['system'],
  }),
  system: route({
    id: 'system.about',
    method: 'GET',
    path: '/api/system',
    summary: 'What this engine is and which data it holds',
    permission: 'public',
    response: systemSchema,
    tags: ['system'],
  }),
  metrics: route({
    id: 'system.metrics',
    method: 'GET',
    path: '/api/metrics',
    summary: 'Metrics in the Prometheus text format',
    permission: 'system:operate',
    response: z.string(),
    produces: 'text/plain',
    tags: ['system'],
  }),
  openapi: route({
    id: 'system.openapi',
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description',
    permission: 'public',
    response: z.record(z.string(), z.unknown()),
    tags: ['system'],
  }),
  progress: route({
    id: 'system.progress',
    method: 'GET',
    path: '/api/progress/:job',
    summary: 'How far a long piece of work has come; only for the person who started it',
    permission: 'signed-in',
    params: z.object({ job: identifierSchema }),
    response: progressSchema,
    tags: ['system'],
  }),
  live: route({
    id: 'system.live',
    method: 'GET',
    path: '/api/live',
    summary: 'Changes as they happen, as server-sent events; resumes after Last-Event-ID without skipping',
    permission: 'runs:read',
    query: z.object({
      campaign: identifierSchema.optional(),
      run: identifierSchema.optional(),
      after: z.string().max(60).optional(),
    }),
    response: z.string(),
    produces: 'text/event-stream',
    tags: ['system'],
  }),
};
