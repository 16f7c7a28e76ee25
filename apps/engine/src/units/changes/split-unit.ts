import type { BodyOf, Unit, unitRoutes } from '@gangmu/contract';
import { accept, pathBelow, refuse, type Result } from '@gangmu/core';
import type { Change } from '../organisation-changes.js';
import type { Sql } from '../sql.js';
import { endUnit } from './end-unit.js';
import { childrenOf, codeTaken, facts, fresh, insertUnit, movable, remember, transplant } from './tree.js';

type Body = BodyOf<typeof unitRoutes.split>;

/** Splits a unit into new ones; the first takes over posts, people and the units below that are not assigned. */
export const splitUnit =
  (id: string, body: Body): Change<Unit[]> =>
  async (sql, by) => {
    const { effective, reason } = body;
    const found = await movable(sql, by, id, effective);
    if (!found.ok) return found;
    const unit = found.value;
    const children = await childrenOf(sql, id);
    const assigned = body.into.flatMap((part) => part.children);
    const fits = await partsFit(
      sql,
      body.into,
      children.map((child) => child.id),
    );
    if (!fits.ok) return fits;
    const parent = await fresh(sql, unit.parent);
    const parts: string[] = [];
    for (const part of body.into) {
      const made = { ...part, category: part.category ?? unit.category, rank: unit.rank, validFrom: effective };
      const place = await insertUnit(sql, made, parent);
      parts.push(place);
      const first = parts.length === 1;
      for (const child of children)
        if (part.children.includes(child.id) || (first && !assigned.includes(child.id)))
          await transplant(sql, child, { id: place, path: pathBelow(parent.path, place) });
    }
    const ended = await endUnit(sql, by, unit, { kind: 'split', effective, reason, successors: parts });
    const made: Unit[] = [];
    for (const part of parts) {
      const after = await fresh(sql, part);
      await remember(sql, by, {
        unit: part,
        kind: 'created',
        effective,
        reason,
        after: { ...facts(after), from: id },
      });
      made.push(after);
    }
    const units = [id, ...parts];
    return accept({
      value: made,
      record: [{ type: 'UnitsChanged', kind: 'split', units, effective }],
      effects: [ended],
    });
  };

/** Each unit below goes to one part, and each part has a code of its own. */
async function partsFit(sql: Sql, into: Body['into'], children: readonly string[]): Promise<Result<void>> {
  const assigned = into.flatMap((part) => part.children);
  const stranger = assigned.find((child) => !children.includes(child));
  if (stranger !== undefined) return refuse('unit.not-below', '/body/into', { unit: stranger });
  if (new Set(assigned).size !== assigned.length) return refuse('unit.assigned-twice', '/body/into');
  const codes = into.map((part) => part.code);
  for (const [at, code] of codes.entries())
    if (codes.indexOf(code) !== at || (await codeTaken(sql, code)))
      return refuse('unit.code-taken', `/body/into/${at}/code`, { code });
  return accept(undefined);
}
