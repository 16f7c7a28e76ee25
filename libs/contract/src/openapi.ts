/** OpenAPI 3.1, generated from the same declarations that mount and guard the routes. */
import { z } from 'zod';
import { problemSchema } from './problem.js';
import type { AnyRoute } from './route.js';

type Json = Record<string, unknown>;

/** JSON Schema of a zod schema as a caller sends it (`input`) or receives it (`output`). */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}

/** Fastify and Nest write `:unit`, OpenAPI `{unit}`. */
const templatedPath = (path: string): string => path.replace(/:([A-Za-z]+)/g, '{$1}');

function parametersOf(route: AnyRoute): Json[] {
  const parameters: Json[] = [];
  const add = (schema: z.ZodType | undefined, place: 'path' | 'query'): void => {
    if (schema === undefined) return;
    const object = jsonSchema(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
    for (const [name, property] of Object.entries(object.properties ?? {})) {
      const required = place === 'path' || (object.required ?? []).includes(name);
      parameters.push({ name, in: place, required, schema: property });
    }
  };
  add(route.params, 'path');
  add(route.query, 'query');
  if (route.idempotent) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'A repeated request with the same key is carried out once',
      schema: { type: 'string', maxLength: 100 },
    });
  }
  if (route.ifMatch) {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'The ETag the change was made on',
      schema: { type: 'string', maxLength: 100 },
    });
  }
  return parameters;
}

function operationOf(route: AnyRoute): Json {
  const status = String(route.status ?? 200);
  const produces = route.produces ?? 'application/json';
  const operation: Json = {
    operationId: route.id,
    summary: route.summary,
    tags: route.tags ?? [route.id.split('.')[0] ?? 'other'],
    security: route.permission === 'public' ? [] : [{ session: [] }, { token: [] }],
    'x-permission': route.permission,
    parameters: parametersOf(route),
    responses: {
      [status]: {
        description: 'Done',
        ...(status === '204' ? {} : { content: { [produces]: { schema: jsonSchema(route.response, 'output') } } }),
      },
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
  };
  if (route.body !== undefined) {
    operation['requestBody'] = {
      required: true,
      content: { [route.consumes ?? 'application/json']: { schema: jsonSchema(route.body, 'input') } },
    };
  }
  // A body that is taken as it is has a media type and no schema.
  else if (route.consumes !== undefined) {
    operation['requestBody'] = { required: true, content: { [route.consumes]: {} } };
  }
  return operation;
}

/** The description of the given routes; `server` is the address they are reached under. */
export function openApiOf(routes: readonly AnyRoute[], version: string, server = '/'): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = templatedPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const tags = [...new Set(routes.flatMap((route) => route.tags ?? [route.id.split('.')[0] ?? 'other']))].sort();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gangmu',
      version,
      description: 'Workflow engine for campaigns: templates, runs, deadlines, record and ledger.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'Why the request was not carried out',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gangmu_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
