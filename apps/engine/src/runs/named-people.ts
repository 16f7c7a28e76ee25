/** People and posts that an order names by id: what the record says of them must be so. */
import type { RunCommandBody } from '@gangmu/contract';
import { belongsTo, type PlainDate, permits, type UnitPlace } from '@gangmu/core';
import { knownPerson } from '../access/principals.js';
import { Problem } from '../platform/http/problem.js';
import type { Sql } from '../units/sql.js';

/** Where an order stands: the unit of its run, and the day. */
interface Around {
  sql: Sql;
  unit: UnitPlace;
  today: PlainDate;
}

/**
 * Refuses an order that names somebody who is not there, or could not have done what it says of them.
 * @throws Problem 422 `delegate-unknown`, `approver-unknown`
 */
export async function insistOnNamed(command: RunCommandBody, around: Around): Promise<void> {
  if (command.type === 'DelegateItem' && !(await isOfUnit(command.to, around)))
    throw new Problem(422, 'delegate-unknown', { path: '/command/to' });
  if (command.type === 'CorrectItem' && !(await reviews(command.approver, around)))
    throw new Problem(422, 'approver-unknown', { path: '/command/approver' });
}

async function reviews(person: string, { sql, unit, today }: Around): Promise<boolean> {
  const known = await knownPerson(sql, person, today);
  return known !== undefined && permits(known.principal, 'runs:review', unit);
}

/** Whether an id is that of an active person who belongs to the unit or works for it by a post, or of such a post. */
async function isOfUnit(id: string, { sql, unit, today }: Around): Promise<boolean> {
  const known = await knownPerson(sql, id, today);
  if (known !== undefined) return belongsTo(known.principal, unit) || permits(known.principal, 'runs:read', unit);
  const { rowCount } = await sql.query(
    `SELECT FROM posts p JOIN units at ON at.id = p.unit_id
      WHERE p.id = $1 AND p.valid_from <= $4::date AND (p.valid_to IS NULL OR p.valid_to >= $4::date)
        AND CASE p.scope WHEN 'unit' THEN p.unit_id = $2 WHEN 'subtree' THEN starts_with($3, at.path)
          ELSE EXISTS (SELECT FROM post_units n JOIN units u ON u.id = n.unit_id WHERE n.post_id = p.id AND starts_with($3, u.path)) END`,
    [id, unit.id, unit.path, today],
  );
  return (rowCount ?? 0) > 0;
}
