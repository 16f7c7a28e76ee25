/** To whom a notice belongs: the posts nearest to its addressee. */
import {
  type GrantedPermission,
  isNowhere,
  type PlainDate,
  type Principal,
  reachOf,
  roleAllows,
  ROLES,
} from '@gangmu/core';
import { isHeldOn } from '../access/held-posts.js';
import { reachSql } from '../platform/http/reach-sql.js';

/** To whom a notice is addressed (`to_role`) and what makes a post one of them. */
const ADDRESSEES = {
  operator: 'runs:file',
  reviewer: 'runs:review',
  designer: 'campaigns:steer',
  inspector: 'inspection:write',
} as const satisfies Record<string, GrantedPermission>;

/** Every pair of addressee and role of a post that stands for it, as rows of SQL. Own constants, never input. */
const STANDS_FOR = Object.entries(ADDRESSEES)
  .flatMap(([to, permission]) =>
    ROLES.filter((role) => roleAllows(role, permission)).map((role) => `('${to}', '${role}')`),
  )
  .join(', ');

/**
 * Common table expressions that end in `mine`: units and roles a person is told for (`id`, `role`), with the person's
 * own `posts` that are. Of all posts held on a day whose reach covers a unit those are told that cover it most closely,
 * by the unit itself before a unit above it: what a township's reviewer sees to does not reach the county's on the
 * first day. A post nobody holds keeps nothing from those above it. Undefined where the person is told for nothing.
 */
export function addressedTo(principal: Principal, day: PlainDate, values: unknown[]): string | undefined {
  const reached = Object.entries(ADDRESSEES).flatMap(([role, permission]) => {
    const reach = reachOf(principal, permission);
    return isNowhere(reach)
      ? []
      : [`SELECT u.id, u.path, '${role}'::text AS role FROM units u WHERE ${reachSql(reach, 'u', values)}`];
  });
  if (reached.length === 0) return undefined;
  const today = `$${values.push(day)}::date`;
  const own = `$${values.push(principal.grants.map(({ post }) => post))}::text[]`;
  // An inspector never inspects the unit they belong to, so they are nobody's nearest there.
  return `held AS MATERIALIZED (
      SELECT s.role, o.id AS post, COALESCE(named.unit_id, o.unit_id) AS unit_id, o.scope = 'unit' AS alone,
          CASE WHEN o.role = 'inspector' AND home.parent_id IS NOT NULL THEN home.path END AS never
        FROM posts o JOIN (VALUES ${STANDS_FOR}) AS s(role, held_as) ON s.held_as = o.role
          JOIN post_holders h ON h.post_id = o.id JOIN people w ON w.id = h.person_id JOIN units home ON home.id = w.unit_id
          LEFT JOIN post_units named ON named.post_id = o.id AND o.scope = 'named'
        WHERE ${isHeldOn(today, { post: 'o', holder: 'h', person: 'w' })}
    ), reached AS (${reached.join(' UNION ALL ')}
    ), covering AS (
      SELECT r.id, r.role, p.post, above.depth, max(above.depth) OVER (PARTITION BY r.id, r.role) AS nearest
        FROM reached r CROSS JOIN LATERAL unnest(string_to_array(r.path, '.')) WITH ORDINALITY AS above(unit_id, depth)
          JOIN held p ON p.unit_id = above.unit_id AND p.role = r.role AND (NOT p.alone OR p.unit_id = r.id)
            AND (p.never IS NULL OR NOT starts_with(r.path, p.never))
    ), mine AS MATERIALIZED (
      SELECT id, role, array_agg(post) AS posts FROM covering WHERE depth = nearest AND post = ANY (${own}) GROUP BY id, role
    )`;
}
