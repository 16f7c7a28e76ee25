import { containsReach, type RoleGrant, type Reach } from '@gangmu/core';

/** What a post reaches, in the form that is compared with somebody's own reach. */
export const asked = (grant: Pick<RoleGrant, 'unit' | 'scope' | 'named'>): Parameters<typeof containsReach>[1] => {
  if (grant.scope === 'unit') return { prefixes: [], units: [grant.unit] };
  return { prefixes: grant.scope === 'named' ? grant.named.map((unit) => unit.path) : [grant.unit.path], units: [] };
};

/**
 * Whether somebody who administers `reach` may act on a person with these posts: whoever resets a password could sign
 * in as that person, and so must reach everything that person reaches.
 */
export const mayTakeOver = (reach: Reach, grants: readonly RoleGrant[]): boolean =>
  grants.every((grant) => containsReach(reach, asked(grant)));
