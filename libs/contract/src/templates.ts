import { z } from 'zod';
import { localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  path: z.string(),
  params: z.record(z.string(), z.unknown()),
  text: z.string(),
});

export const templateRoutes = {
  list: route({
    id: 'templates.list',
    method: 'GET',
    path: '/api/templates',
    summary: 'Published templates, latest first',
    permission: 'templates:read',
    query: z.object(pageQuery),
    response: pageOf(
      z.object({
        hash: z.string(),
        id: z.string(),
        title: localTextAnswer,
        publishedAt: z.int(),
        document: z.string().nullable(),
      }),
    ),
    tags: ['templates'],
  }),
  get: route({
    id: 'templates.get',
    method: 'GET',
    path: '/api/templates/:hash',
    summary: 'A published template; it never changes',
    permission: 'templates:read',
    params: z.object({ hash }),
    response: z.record(z.string(), z.unknown()),
    tags: ['templates'],
  }),
  check: route({
    id: 'templates.check',
    method: 'POST',
    path: '/api/templates/check',
    summary: 'What the linter finds in a template; nothing is stored',
    permission: 'templates:read',
    body: z.record(z.string(), z.unknown()),
    response: z.object({ findings: z.array(findingSchema) }),
    tags: ['templates'],
  }),
  publish: route({
    id: 'templates.publish',
    method: 'POST',
    path: '/api/templates',
    summary: 'Publishes a template; refused while the linter finds errors',
    permission: 'templates:publish',
    body: z.strictObject({
      template: z.record(z.string(), z.unknown()),
      reason: z.string().trim().max(2000).optional(),
      document: z.string().trim().max(200).optional(),
    }),
    response: z.object({ hash, warnings: z.array(findingSchema) }),
    status: 201,
    tags: ['templates'],
  }),
};
