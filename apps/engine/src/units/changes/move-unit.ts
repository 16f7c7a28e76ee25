import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, isWithin, refuse } from '@gangmu/core';
import type { Change } from '../organisation-changes.js';
import { movable, rememberedChange, standing, transplant } from './tree.js';

/** Puts a unit and everything below it under another. */
export const moveUnit =
  (id: string, body: BodyOf<typeof unitRoutes.move>): Change<Unit> =>
  async (sql, by) => {
    const { effective, reason } = body;
    const found = await movable(sql, by, id, effective);
    if (!found.ok) return found;
    const parent = await standing(sql, by, body.parent, '/body/parent', effective);
    if (!parent.ok) return parent;
    const unit = found.value;
    if (isWithin(parent.value.path, unit.path)) return refuse('unit.move-below-itself', '/body/parent');
    const after = await rememberedChange(sql, by, { unit, kind: 'moved', effective, reason }, () =>
      transplant(sql, unit, parent.value),
    );
    return accept({
      value: after,
      record: [{ type: 'UnitsChanged', kind: 'moved', units: [id], effective }],
      effects: [{ type: 'moved', unit: id, from: unit.path, to: after.path, effective }],
    });
  };
