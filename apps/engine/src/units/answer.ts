import type { Refusal, Result } from '@gangmu/core';
import { notFound, Problem, refused } from '../platform/http/problem.js';

/** Refusals that are not “cannot be done as asked” (422). */
const STATUS: Record<string, number> = {
  'version-conflict': 409,
  'unit.code-taken': 409,
  'person.login-taken': 409,
  'post.code-taken': 409,
  'setup.done': 409,
  'sign-in.wrong': 401,
  'person.reaches-further': 403,
  'post.beyond-own-reach': 403,
  'setup.code-wrong': 403,
};

function problemOf(refusal: Refusal): Problem {
  const { code, path, params } = refusal;
  // The thing the address names: whether it is missing or out of reach is not told.
  if (path === '' && code.endsWith('.unknown')) return notFound(code.slice(0, -'.unknown'.length));
  if (code === 'sign-in.wait')
    return new Problem(429, code, { params, headers: { 'retry-after': `${Number(params['seconds'])}` } });
  const status = STATUS[code];
  return status === undefined ? refused(refusal) : new Problem(status, code, { path, params });
}

/** The value of a result, or its refusal as a problem. @throws Problem */
export function answer<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw problemOf(result.refusal);
}
