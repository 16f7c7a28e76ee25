import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, isWithin, refuse, type Result } from '@gangmu/core';
import type { Change } from '../organisation-changes.js';
import type { Sql } from '../sql.js';
import { endUnit } from './end-unit.js';
import { childrenOf, fresh, movable, standing, transplant } from './tree.js';

/** Ends a unit. What is below it, and people that belong to it, need a successor to go to. */
export const dissolveUnit =
  (id: string, body: BodyOf<typeof unitRoutes.dissolve>): Change<Unit> =>
  async (sql, by) => {
    const { effective, reason, successor } = body;
    const found = await movable(sql, by, id, effective);
    if (!found.ok) return found;
    const unit = found.value;
    if (successor === undefined) {
      const empty = await nothingLeft(sql, id, effective);
      if (!empty.ok) return empty;
    } else {
      const next = await standing(sql, by, successor, '/body/successor', effective);
      if (!next.ok) return next;
      if (isWithin(next.value.path, unit.path))
        return refuse('unit.merge-into-itself', '/body/successor', { name: unit.name });
      for (const child of await childrenOf(sql, id)) await transplant(sql, child, next.value);
    }
    const successors = successor === undefined ? [] : [successor];
    const ended = await endUnit(sql, by, unit, { kind: 'dissolved', effective, reason, successors });
    return accept({
      value: await fresh(sql, id),
      record: [{ type: 'UnitsChanged', kind: 'dissolved', units: [id], effective }],
      effects: [ended],
    });
  };

async function nothingLeft(sql: Sql, id: string, effective: string): Promise<Result<void>> {
  const living = await sql.query('SELECT FROM units WHERE parent_id = $1 AND (valid_to IS NULL OR valid_to >= $2)', [
    id,
    effective,
  ]);
  const below = living.rowCount ?? 0;
  if (below > 0) return refuse('unit.successor-needed', '/body/successor', { below });
  const people = (await sql.query('SELECT FROM people WHERE unit_id = $1 AND active', [id])).rowCount ?? 0;
  return people > 0 ? refuse('unit.people-left', '/body/successor', { people }) : accept(undefined);
}
