import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, refuse } from '@gangmu/core';
import type { Change } from '../organisation-changes.js';
import { codeTaken, facts, fresh, insertUnit, named, remember } from './tree.js';

/** Adds a unit below one in reach. */
export const createUnit =
  (body: BodyOf<typeof unitRoutes.create>): Change<Unit> =>
  async (sql, by) => {
    const parent = await named(sql, by, body.parent, '/body/parent');
    if (!parent.ok) return parent;
    const { validTo, name } = parent.value;
    if (validTo !== null && validTo < body.validFrom)
      return refuse('unit.ended', '/body/parent', { name, on: validTo });
    if (body.validTo != null && body.validTo < body.validFrom) return refuse('unit.dates-reversed', '/body/validTo');
    if (await codeTaken(sql, body.code)) return refuse('unit.code-taken', '/body/code', { code: body.code });
    const unit = await fresh(sql, await insertUnit(sql, body, parent.value));
    await remember(sql, by, { unit: unit.id, kind: 'created', effective: body.validFrom, after: facts(unit) });
    return accept({
      value: unit,
      record: [{ type: 'UnitsChanged', kind: 'created', units: [unit.id], effective: body.validFrom }],
    });
  };
