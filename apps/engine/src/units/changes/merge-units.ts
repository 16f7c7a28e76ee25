import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, isWithin, refuse } from '@gangmu/core';
import type { TreeEffect } from '../administering.js';
import type { Change } from '../organisation-changes.js';
import { endUnit } from './end-unit.js';
import { childrenOf, fresh, rememberedChange, standing, transplant } from './tree.js';

/** Merges units into this one: what is below them, their posts, people and numbers go over. */
export const mergeUnits =
  (id: string, body: BodyOf<typeof unitRoutes.merge>): Change<Unit> =>
  async (sql, by) => {
    const { effective, reason } = body;
    const into = await standing(sql, by, id, '', effective);
    if (!into.ok) return into;
    const merged: string[] = [];
    for (const [at, other] of [...new Set(body.units)].entries()) {
      const unit = await standing(sql, by, other, `/body/units/${at}`, effective);
      if (!unit.ok) return unit;
      if (isWithin(into.value.path, unit.value.path))
        return refuse('unit.merge-into-itself', `/body/units/${at}`, { name: unit.value.name });
      merged.push(other);
    }
    const effects: TreeEffect[] = [];
    const change = { unit: into.value, kind: 'merged', effective, reason, more: { merged } } as const;
    const after = await rememberedChange(sql, by, change, async () => {
      for (const other of merged) {
        // A unit merged together with one above it may have been moved by then: its place is read afresh.
        const unit = await fresh(sql, other);
        for (const child of await childrenOf(sql, other)) await transplant(sql, child, await fresh(sql, id));
        effects.push(await endUnit(sql, by, unit, { kind: 'merged', effective, reason, successors: [id] }));
        await sql.query('UPDATE units SET members = members + $2 WHERE id = $1', [id, unit.members]);
      }
    });
    const units = [id, ...merged];
    return accept({ value: after, record: [{ type: 'UnitsChanged', kind: 'merged', units, effective }], effects });
  };
