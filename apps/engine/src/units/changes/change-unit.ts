import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, refuse } from '@gangmu/core';
import type { Change } from '../organisation-changes.js';
import { named, rememberedChange, standing } from './tree.js';

/** Changes what a unit is called, is, or how long it lasts; a former name stays searchable. */
export const changeUnit =
  (id: string, body: BodyOf<typeof unitRoutes.change>): Change<Unit> =>
  async (sql, by) => {
    const effective = body.effective ?? by.today;
    const found = await named(sql, by, id, '');
    if (!found.ok) return found;
    const unit = found.value;
    if (body.version !== undefined && body.version !== unit.version)
      return refuse('version-conflict', '/body/version', { now: unit.version });
    if (body.validTo === undefined) {
      const stands = await standing(sql, by, id, '', effective);
      if (!stands.ok) return stands;
    }
    if (body.validTo != null && body.validTo < unit.validFrom) return refuse('unit.dates-reversed', '/body/validTo');
    if (body.validTo != null && unit.parent === null) return refuse('unit.root-stays', '/body/validTo');
    const name = body.name ?? unit.name;
    const formerNames =
      name.zh === unit.name.zh
        ? unit.formerNames
        : [...new Set([...unit.formerNames, unit.name.zh, ...(unit.name.en === undefined ? [] : [unit.name.en])])];
    const { reason } = body;
    const after = await rememberedChange(sql, by, { unit, kind: 'changed', effective, reason }, () =>
      sql.query(
        `UPDATE units SET name_zh = $2, name_en = $3, category = $4, rank = $5, members = $6, valid_to = $7,
            former_names = $8, version = version + 1 WHERE id = $1`,
        [
          id,
          name.zh,
          name.en ?? null,
          body.category ?? unit.category,
          body.rank === undefined ? unit.rank : body.rank,
          body.members ?? unit.members,
          body.validTo === undefined ? unit.validTo : body.validTo,
          formerNames,
        ],
      ),
    );
    return accept({ value: after, record: [{ type: 'UnitsChanged', kind: 'changed', units: [id], effective }] });
  };
