/** Which proposals are ticked, and what goes along when one is ticked or not. */
import { type BroughtIn, withNeeded, withoutThose } from '@gangmu/core';

export type Chosen = ReadonlySet<string>;

/** Ticks some, with what they need; or unticks some, with what needs them. */
export function ticked(brought: BroughtIn, chosen: Chosen, ids: readonly string[], on: boolean): Chosen {
  return on ? new Set([...chosen, ...withNeeded(brought, ids)]) : withoutThose(brought, chosen, ids);
}

/** How many others changed along. */
export const alongWith = (before: Chosen, after: Chosen, ids: readonly string[]): number =>
  [...new Set([...before, ...after])].filter((id) => before.has(id) !== after.has(id) && !ids.includes(id)).length;
