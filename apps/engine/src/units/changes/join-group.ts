import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept } from '@gangmu/core';
import { newId } from '../../platform/ids.js';
import type { Change } from '../organisation-changes.js';
import type { Sql } from '../sql.js';
import { dayBefore, named } from './tree.js';

/** Puts a unit into a group from a day on, or out of all of this kind. */
export const joinGroup =
  (id: string, body: BodyOf<typeof unitRoutes.join>): Change<Unit> =>
  async (sql, by) => {
    const unit = await named(sql, by, id, '');
    if (!unit.ok) return unit;
    await setGroup(sql, { unit: id, kind: body.kind, code: body.code, from: body.from });
    return accept({
      value: unit.value,
      record: [{ type: 'UnitsChanged', kind: 'grouped', units: [id], effective: body.from }],
    });
  };

/** Of each kind a unit is in one group at a time: the membership before ends the day before the new one begins. */
async function setGroup(
  sql: Sql,
  membership: { unit: string; kind: string; code: string | null; from: string },
): Promise<void> {
  const { unit, kind, code, from } = membership;
  const ofKind = 'group_id IN (SELECT id FROM unit_groups WHERE kind = $2)';
  // What would have begun only after the new membership never did.
  await sql.query(`DELETE FROM unit_group_members WHERE unit_id = $1 AND ${ofKind} AND from_date >= $3`, [
    unit,
    kind,
    from,
  ]);
  await sql.query(
    `UPDATE unit_group_members SET to_date = $4 WHERE unit_id = $1 AND ${ofKind} AND (to_date IS NULL OR to_date >= $3)`,
    [unit, kind, from, dayBefore(from)],
  );
  if (code === null) return;
  await sql.query(
    `INSERT INTO unit_groups (id, kind, code, name_zh) VALUES ($1, $2, $3, $3) ON CONFLICT (kind, code) DO NOTHING`,
    [newId(), kind, code],
  );
  await sql.query(
    `INSERT INTO unit_group_members (group_id, unit_id, from_date) SELECT id, $2, $4 FROM unit_groups WHERE kind = $1 AND code = $3`,
    [kind, unit, code, from],
  );
}
