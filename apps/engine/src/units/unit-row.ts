import type { Unit } from '@gangmu/contract';

/** A row of `units` as queries select it with UNIT_COLUMNS. */
export interface UnitRow {
  id: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  parent_id: string | null;
  path: string;
  level: number;
  category: string;
  rank: string | null;
  members: number;
  valid_from: string;
  valid_to: string | null;
  former_names: string[];
  version: number;
}

export const UNIT_COLUMNS = `u.id, u.code, u.name_zh, u.name_en, u.parent_id, u.path, u.level, u.category, u.rank, u.members,
  u.valid_from::text, u.valid_to::text, u.former_names, u.version`;

export const textOf = (zh: string, en: string | null): { zh: string; en?: string } =>
  en === null ? { zh } : { zh, en };

export const unitOf = (row: UnitRow): Unit => ({
  id: row.id,
  code: row.code,
  name: textOf(row.name_zh, row.name_en),
  parent: row.parent_id,
  path: row.path,
  level: row.level,
  category: row.category,
  rank: row.rank,
  members: row.members,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  formerNames: row.former_names,
  version: row.version,
});
