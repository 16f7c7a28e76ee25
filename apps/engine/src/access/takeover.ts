import { containsReach, type Reach, type RoleGrant, type UnitPlace } from '@gangmu/core';
import type { Sql } from '../units/sql.js';

/** What a post reaches, in the form that is compared with somebody's own reach. */
export const asked = (grant: Pick<RoleGrant, 'unit' | 'scope' | 'named'>): Parameters<typeof containsReach>[1] => {
  if (grant.scope === 'unit') return { prefixes: [], units: [grant.unit] };
  return { prefixes: grant.scope === 'named' ? grant.named.map((unit) => unit.path) : [grant.unit.path], units: [] };
};

/**
 * Whether somebody who administers `reach` may act on a person with these posts: whoever resets a password could sign
 * in as that person, and so must reach everything that person reaches.
 */
export const mayTakeOver = (reach: Reach, grants: readonly Pick<RoleGrant, 'unit' | 'scope' | 'named'>[]): boolean =>
  grants.every((grant) => containsReach(reach, asked(grant)));

/**
 * Posts a person holds or is to hold, from a day on, whether active or not: a password given today is still theirs, or
 * the taker's, on the day a post begins.
 */
export async function postsFrom(
  sql: Sql,
  person: string,
  day: string,
): Promise<Pick<RoleGrant, 'unit' | 'scope' | 'named'>[]> {
  const { rows } = await sql.query<{ scope: RoleGrant['scope']; unit: UnitPlace; named: UnitPlace[] | null }>(
    `SELECT o.scope, json_build_object('id', u.id, 'path', u.path) AS unit,
        (SELECT json_agg(json_build_object('id', n.id, 'path', n.path)) FROM post_units pu JOIN units n ON n.id = pu.unit_id
          WHERE pu.post_id = o.id) AS named
      FROM post_holders held JOIN posts o ON o.id = held.post_id JOIN units u ON u.id = o.unit_id
      WHERE held.person_id = $1 AND (held.to_date IS NULL OR held.to_date >= $2::date)
        AND (o.valid_to IS NULL OR o.valid_to >= $2::date)`,
    [person, day],
  );
  return rows.map(({ scope, unit, named }) => ({ scope, unit, named: named ?? [] }));
}
