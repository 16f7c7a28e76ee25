/** What a route's handler gets: everything parsed and checked, nothing raw unless it asks. */
import type { AnyRoute, BodyOf, ParamsOf, QueryOf } from '@gangmu/contract';
import type { Reach } from '@gangmu/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { SignedIn } from './access.js';
import { Problem } from './problem.js';

export interface Call<R = AnyRoute> {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  /** Who asks; only routes with permission `public` may be called without anybody (then this throws). */
  who: SignedIn;
  /** The same without insisting. */
  maybeWho: SignedIn | null;
  /** Units on which `who` has the route's permission; empty for `public` and `signed-in`. */
  reach: Reach;
  lang: 'zh' | 'en';
  idempotencyKey: string | undefined;
  /** The revision If-Match names. */
  ifMatch: number | undefined;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Left by the guard for the parser. */
export interface Admission {
  who: SignedIn | null;
  reach: Reach;
}
export const admissions = new WeakMap<FastifyRequest, Admission>();

/** `en` when English comes before Chinese in Accept-Language. */
export function languageOf(header: string | undefined): 'zh' | 'en' {
  const first = /\b(zh|en)\b/i.exec(header ?? '')?.[1]?.toLowerCase();
  return first === 'en' ? 'en' : 'zh';
}

const pointer = (place: string, path: readonly PropertyKey[]): string =>
  `/${[place, ...path].map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

function parsed<T>(schema: z.ZodType<T> | undefined, value: unknown, place: 'params' | 'query' | 'body'): T {
  if (schema === undefined) return undefined as T;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, 20).map((issue) => ({
    code: `input-${issue.code.replaceAll('_', '-')}`,
    path: pointer(place, issue.path),
    params: { message: issue.message },
  }));
  // An id that cannot exist is answered like one that does not: nobody learns what ids look like.
  if (place === 'params') throw new Problem(404, 'not-found', { params: { what: 'resource' } });
  throw new Problem(400, 'input-invalid', { path: problems[0]?.path ?? `/${place}`, problems });
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Entity tags here are revisions, weak or strong. @throws Problem 400 */
function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const revision = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch)?.[1];
  if (revision === undefined) throw new Problem(400, 'if-match-malformed', { path: '/headers/if-match' });
  return Number(revision);
}

/** Reads the request against its declaration. @throws Problem 400, 404 */
export function callOf(route: AnyRoute, request: FastifyRequest, reply: FastifyReply): Call {
  const admission = admissions.get(request);
  const key = header(request, 'idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]{1,100}$/.test(key)) {
    throw new Problem(400, 'idempotency-key-malformed', { path: '/headers/idempotency-key' });
  }
  const parts = {
    params: parsed(route.params, request.params, 'params'),
    query: parsed(route.query, request.query, 'query'),
    body: parsed(route.body, request.body, 'body'),
  };
  return {
    ...parts,
    get who(): SignedIn {
      if (admission?.who == null) throw new Problem(401, 'sign-in-needed');
      return admission.who;
    },
    maybeWho: admission?.who ?? null,
    reach: admission?.reach ?? { prefixes: [], units: [], except: [] },
    lang: languageOf(header(request, 'accept-language')),
    idempotencyKey: key,
    ifMatch: revisionOf(header(request, 'if-match')),
    request,
    reply,
  };
}
