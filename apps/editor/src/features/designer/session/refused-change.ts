import { type Grant, newlyBroken, type Refusal, type Template } from '@gangmu/core';

/** Why a level may not make this change, or null: as the engine will say when it is saved. */
export function refusedChange(
  base: Template,
  before: Template,
  after: Template,
  grants: readonly Grant[],
): Refusal | null {
  const [first] = newlyBroken(base, before, after, { grants });
  return first === undefined ? null : { code: first.code, path: first.path, params: first.params };
}
