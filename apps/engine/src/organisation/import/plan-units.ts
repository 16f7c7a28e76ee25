/** The tree an import would make, held to what changing units one by one is held to. */
import { covers, pathBelow, type UnitPath } from '@gangmu/core';
import { GROUP_FIELDS, uniqueRows, type UnitRow } from '@gangmu/documents/tables';
import type { CurrentUnit, FieldChange } from './organisation-plan.js';
import { differences, keep, planned, type Planning } from './planning.js';
import { inLoop, placesAfter } from './tree-after.js';

/** The tree after the import, by code. */
export interface TreeAfter {
  unit: (code: string) => CurrentUnit | undefined;
  /** Where it stands; undefined for a place that could not be worked out, which has been complained about. */
  place: (code: string) => UnitPath | undefined;
}

function unitAfter(row: UnitRow, before: CurrentUnit | undefined, { newId, today }: Planning): CurrentUnit {
  return {
    id: before?.id ?? newId(),
    path: before?.path ?? '',
    code: row.code,
    nameZh: row.nameZh,
    nameEn: keep(row, 'name_en', row.nameEn, before?.nameEn),
    parentCode: row.parentCode,
    category: row.category,
    rank: keep(row, 'rank', row.rank, before?.rank),
    validFrom: row.validFrom ?? before?.validFrom ?? today,
    validTo: keep(row, 'valid_to', row.validTo, before?.validTo),
    members: keep(row, 'members', row.members, before?.members),
    groups: Object.fromEntries(
      Object.entries(GROUP_FIELDS).map(([field, kind]) => [
        kind,
        keep(row, field, row.groups[kind], before?.groups[kind]),
      ]),
    ) as CurrentUnit['groups'],
  };
}

function unitFields(before: CurrentUnit | undefined, after: CurrentUnit): Record<string, FieldChange> {
  const fields = differences(before, after, ['id', 'path', 'groups']);
  for (const kind of Object.values(GROUP_FIELDS)) {
    const from = before?.groups[kind] ?? null;
    if (from !== after.groups[kind]) fields[`group.${kind}`] = { from, to: after.groups[kind] };
  }
  return fields;
}

/** Plans the units, and answers with the tree they make. */
export function planUnits(rows: readonly UnitRow[], planning: Planning): TreeAfter {
  const { current, plan, rights, complain } = planning;
  const units = new Map(current.units.map((unit) => [unit.code, unit]));
  const unitRows = uniqueRows(rows, (row) => row.code, 'code', 'import.code-twice', complain);
  const after = new Map([...unitRows].map(([code, row]) => [code, unitAfter(row, units.get(code), planning)]));
  const places = placesAfter(units, after);
  const tree: TreeAfter = { unit: (code) => after.get(code) ?? units.get(code), place: (code) => places.get(code) };
  let root = [...units.values()].find((unit) => unit.parentCode === null && !unitRows.has(unit.code))?.code;
  for (const [code, row] of unitRows) {
    const to = after.get(code) as CurrentUnit;
    const before = units.get(code);
    if (row.parentCode === null) {
      if (root !== undefined && root !== code) complain(row, 'parent_code', 'import.second-root', { root });
      root ??= code;
    } else if (tree.unit(row.parentCode) === undefined) {
      complain(row, 'parent_code', 'import.parent-unknown', { value: row.parentCode });
      continue;
    }
    const path = places.get(code);
    if (path === undefined) {
      // Below an unknown parent the parent's own row says so; only the loop itself is named here.
      if (inLoop(code, after, units)) complain(row, 'parent_code', 'import.parent-loop', { value: row.parentCode });
      continue;
    }
    const fields = unitFields(before, to);
    if (before !== undefined && Object.keys(fields).length === 0) {
      plan.same.units += 1;
      continue;
    }
    const mayPlace = (at: UnitPath): boolean => covers(rights.units, { id: to.id, path: at });
    if (!mayPlace(path) || (before !== undefined && !mayPlace(before.path)))
      complain(row, 'code', 'import.out-of-reach', { value: code });
    refuseTimes(row, { before, to, fields, tree }, planning);
    to.path = path;
    // Where the former superior moves as well, it is counted anew where it stands by then.
    const former = 'parentCode' in fields && before?.parentCode != null ? places.get(before.parentCode) : undefined;
    plan.units.push({
      ...planned(row, before, to, fields),
      ...(former === undefined ? {} : { from: pathBelow(former, to.id) }),
    });
  }
  return tree;
}

/** A unit's own time and its superior's: what has ended is not changed, and takes nobody in; the root stays. */
function refuseTimes(
  row: UnitRow,
  unit: { before: CurrentUnit | undefined; to: CurrentUnit; fields: Record<string, FieldChange>; tree: TreeAfter },
  { today, complain }: Planning,
): void {
  const { before, to, fields, tree } = unit;
  const moves = 'parentCode' in fields && before !== undefined;
  if (before?.parentCode === null && moves) complain(row, 'parent_code', 'unit.root-stays');
  if (to.parentCode === null && to.validTo !== null) complain(row, 'valid_to', 'unit.root-stays');
  // Where both dates are in the file, reading it has complained.
  if (row.validFrom === null && to.validTo !== null && to.validTo < to.validFrom)
    complain(row, 'valid_to', 'import.dates-reversed', { from: to.validFrom, to: to.validTo });
  const itself = Object.keys(fields).some((name) => !name.startsWith('group.'));
  if (before?.validTo != null && before.validTo < today && itself && (moves || !row.has.has('valid_to')))
    complain(row, 'code', 'unit.ended', { name: before.nameZh, on: before.validTo });
  if (to.parentCode === null || !('parentCode' in fields)) return;
  const above = tree.unit(to.parentCode);
  const on = moves ? today : to.validFrom;
  if (above?.validTo != null && above.validTo < on)
    complain(row, 'parent_code', 'unit.ended', { name: above.nameZh, on: above.validTo });
  if (above !== undefined && moves && above.validFrom > today)
    complain(row, 'parent_code', 'unit.effective-too-early', { effective: today, from: above.validFrom });
}
