/** How variances are read, and who may do what with one. */
import type { Variance } from '@gangmu/contract';
import { covers, type UnitPlace } from '@gangmu/core';
import type { DesignRights } from './design-rights.js';
import { named, personOf } from './design-rows.js';

export interface VarianceRow {
  id: string;
  root: string;
  unit: string;
  code: string;
  zh: string;
  en: string | null;
  unit_path: string;
  path: string;
  allows: Variance['allows'];
  from: string | null;
  to: string | null;
  reason: string;
  person: string;
  person_zh: string | null;
  person_en: string | null;
  at: number;
  set_by: string;
  set_code: string;
  set_zh: string;
  set_en: string | null;
  set_path: string;
  state: Variance['state'];
  units: { id: string; code: string; zh: string; en: string | null }[] | null;
  answered_by: string | null;
  answered_zh: string | null;
  answered_en: string | null;
  answered_at: number | null;
  answer: string | null;
  document: string | null;
}

export const VARIANCES = `
  SELECT x.id, x.root_id AS root, u.id AS unit, u.code, u.name_zh AS zh, u.name_en AS en, u.path AS unit_path, x.path, x.allows,
      x.from_date::text AS from, x.to_date::text AS to, x.reason, x.person_id AS person, p.name_zh AS person_zh,
      p.name_en AS person_en, x.at, s.id AS set_by, s.code AS set_code, s.name_zh AS set_zh, s.name_en AS set_en,
      s.path AS set_path, x.state,
      (SELECT jsonb_agg(jsonb_build_object('id', g.id, 'code', g.code, 'zh', g.name_zh, 'en', g.name_en) ORDER BY g.path)
        FROM units g WHERE g.id = ANY (x.units)) AS units,
      x.answered_by, a.name_zh AS answered_zh, a.name_en AS answered_en, x.answered_at, x.answer, x.document
    FROM design_variances x JOIN units u ON u.id = x.unit_id JOIN units s ON s.id = x.set_by
      LEFT JOIN people p ON p.id = x.person_id LEFT JOIN people a ON a.id = x.answered_by`;

export const setterPlace = (row: VarianceRow): UnitPlace => ({ id: row.set_by, path: row.set_path });

/** The asking unit takes back its wish; who may grant takes back a grant. */
export const mayWithdraw = (row: VarianceRow, rights: DesignRights): boolean =>
  (row.state === 'asked' && covers(rights.write, { id: row.unit, path: row.unit_path })) ||
  (row.state === 'granted' && covers(rights.publish, setterPlace(row)));

/** A row as its reader may see it. @param place what the place is called, for people */
export function varianceOf(row: VarianceRow, place: string, rights: DesignRights): Variance {
  return {
    id: row.id,
    root: row.root,
    unit: { id: row.unit, code: row.code, name: named(row.zh, row.en) },
    path: row.path,
    place,
    allows: row.allows,
    from: row.from,
    to: row.to,
    reason: row.reason,
    askedBy: personOf(row.person, row.person_zh, row.person_en),
    askedAt: row.at,
    setBy: { id: row.set_by, code: row.set_code, name: named(row.set_zh, row.set_en) },
    state: row.state,
    units: (row.units ?? []).map(({ id, code, zh, en }) => ({ id, code, name: named(zh, en) })),
    answeredBy: personOf(row.answered_by, row.answered_zh, row.answered_en),
    answeredAt: row.answered_at,
    answer: row.answer,
    document: row.document,
    may: {
      answer: row.state === 'asked' && covers(rights.publish, setterPlace(row)),
      withdraw: mayWithdraw(row, rights),
    },
  };
}
