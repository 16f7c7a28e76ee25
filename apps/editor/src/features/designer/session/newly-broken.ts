import { type Grant, refines, type Refusal, type Template } from '@gangmu/core';

/**
 * Why a level may not make this change, or null. What was wrong before the change does not hinder it: somebody may be
 * on the way to putting it right.
 */
export function newlyBroken(
  base: Template,
  before: Template,
  after: Template,
  grants: readonly Grant[],
): Refusal | null {
  const errors = refines(base, after, { grants }).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return null;
  const known = new Set(refines(base, before, { grants }).map(({ code, path }) => `${code} ${path}`));
  const fresh = errors.find(({ code, path }) => !known.has(`${code} ${path}`));
  return fresh === undefined ? null : { code: fresh.code, path: fresh.path, params: fresh.params };
}
