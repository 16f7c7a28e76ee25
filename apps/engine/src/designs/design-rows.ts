/** How designs are read: one statement for lists and single ones, with their place in the chain. */
import type { Design, DesignVersion } from '@gangmu/contract';
import { covers, type Decision, type Finding, type UnitPlace } from '@gangmu/core';
import type { DesignRights } from './design-rights.js';

type LocalName = { zh: string; en?: string };
export const named = (zh: string, en: string | null): LocalName => (en === null ? { zh } : { zh, en });
export const personOf = (
  id: string | null,
  zh: string | null,
  en: string | null,
): { id: string; name: LocalName } | null => (id === null ? null : { id, name: named(zh ?? id, en) });

/** A version with who published it; alias `v`, its person `vp`. */
export const VERSION_COLUMNS = `v.number, v.hash, v.base, v.applies, v.at, v.reason, v.document, v.origin, v.person_id,
  vp.name_zh AS person_zh, vp.name_en AS person_en`;

export interface VersionRow {
  number: number;
  hash: string;
  base: string | null;
  applies: DesignVersion['applies'];
  at: number;
  reason: string;
  document: string | null;
  origin: DesignVersion['origin'];
  person_id: string | null;
  person_zh: string | null;
  person_en: string | null;
}

export const versionOf = (row: VersionRow): DesignVersion => ({
  number: row.number,
  hash: row.hash,
  base: row.base,
  applies: row.applies,
  at: row.at,
  by: personOf(row.person_id, row.person_zh, row.person_en),
  reason: row.reason,
  document: row.document,
  origin: row.origin,
});

/** Whether a unit was not closed before this day: nobody is waited for, or told, at one that was. */
export const notClosed = (unit: string, day: string): string =>
  `(${unit}.valid_to IS NULL OR ${unit}.valid_to >= ${day}::date)`;

/**
 * The newest version of the nearest unit above `u` that has published one of a root. The units above are named in the
 * path, so that each is looked up instead of comparing every design with every other.
 */
export const nearestAbove = (root: string, where = ''): string => `
  SELECT a.id, au.id AS unit, au.code, au.name_zh, au.name_en, av.number, av.hash, av.at
    FROM (SELECT o.id, o.unit_id, o.number FROM (SELECT string_to_array(u.path, '.') AS ids OFFSET 0) levels
          JOIN designs o ON o.root_id = ${root} AND o.unit_id = ANY (levels.ids)
        WHERE ${where}o.unit_id <> u.id AND o.archived_at IS NULL AND o.number > 0
        ORDER BY array_position(levels.ids, o.unit_id) DESC LIMIT 1) a
      JOIN units au ON au.id = a.unit_id JOIN design_versions av ON av.design_id = a.id AND av.number = a.number`;

/** The same of a design `d`; nothing is above a template. */
export const ABOVE = nearestAbove('d.root_id', `d.kind = 'adaptation' AND `);

/** Aliases: d design, u its unit, v its last version, above. */
export const DESIGNS = `
  SELECT d.id, d.kind, d.title, d.root_id, d.applies, d.takeover, d.number, d.revision, d.archived_at, d.created_at, d.decisions,
      u.id AS unit, u.code, u.name_zh, u.name_en, u.path, u.category,
      CASE WHEN v.number IS NULL THEN NULL ELSE jsonb_build_object('number', v.number, 'hash', v.hash, 'base', v.base,
        'applies', v.applies, 'at', v.at, 'reason', v.reason, 'document', v.document, 'origin', v.origin,
        'person_id', v.person_id, 'person_zh', vp.name_zh, 'person_en', vp.name_en) END AS version,
      CASE WHEN above.id IS NULL THEN NULL ELSE to_jsonb(above) END AS above,
      dr.at AS draft_at, dr.base AS draft_base, dr.person_id AS draft_person, dp.name_zh AS draft_zh, dp.name_en AS draft_en,
      l.key AS lease_key, l.person_id AS lease_person, l.since AS lease_since, l.until AS lease_until,
      lp.name_zh AS lease_zh, lp.name_en AS lease_en,
      up.state AS update_state, up.conflicts AS update_conflicts, up.against AS update_against, up.reasons AS update_reasons,
      (SELECT av.number FROM design_versions av WHERE av.design_id = above.id AND av.hash = v.base ORDER BY av.number DESC LIMIT 1) AS on_number,
      jsonb_array_length(COALESCE(v.tightenings, '[]')) AS tightenings,
      rc.findings AS rechecked, rc.calendar AS rechecked_by, rc.at AS rechecked_at,
      d.reminded_at, d.reminded_by, rp.name_zh AS reminded_zh, rp.name_en AS reminded_en
    FROM designs d JOIN units u ON u.id = d.unit_id
      LEFT JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
      LEFT JOIN people vp ON vp.id = v.person_id
      LEFT JOIN design_drafts dr ON dr.design_id = d.id LEFT JOIN people dp ON dp.id = dr.person_id
      LEFT JOIN design_leases l ON l.design_id = d.id LEFT JOIN people lp ON lp.id = l.person_id
      LEFT JOIN design_updates up ON up.design_id = d.id LEFT JOIN people rp ON rp.id = d.reminded_by
      LEFT JOIN design_rechecks rc ON rc.design_id = d.id
      LEFT JOIN LATERAL (${ABOVE}) above ON true`;

export interface AboveRow {
  id: string;
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  number: number;
  hash: string;
  at: number;
}

export interface DesignRow {
  id: string;
  kind: Design['kind'];
  title: LocalName;
  root_id: string;
  applies: Design['applies'];
  takeover: Design['takeover'];
  number: number;
  revision: number;
  archived_at: number | null;
  created_at: number;
  decisions: unknown;
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  path: string;
  category: string;
  version: VersionRow | null;
  above: AboveRow | null;
  draft_at: number | null;
  draft_base: string | null;
  draft_person: string | null;
  draft_zh: string | null;
  draft_en: string | null;
  lease_key: string | null;
  lease_person: string | null;
  lease_since: number | null;
  lease_until: number | null;
  lease_zh: string | null;
  lease_en: string | null;
  update_state: 'automatic' | 'decisions' | 'refused' | null;
  update_conflicts: number | null;
  update_against: string | null;
  update_reasons: unknown;
  on_number: number | null;
  tightenings: number;
  /** What a new calendar brought to light in what is published. */
  rechecked: Finding[] | null;
  rechecked_by: string | null;
  rechecked_at: number | null;
  reminded_at: number | null;
  reminded_by: string | null;
  reminded_zh: string | null;
  reminded_en: string | null;
}

export const placeOf = (row: Pick<DesignRow, 'unit' | 'path'>): UnitPlace => ({ id: row.unit, path: row.path });
export const unitOf = (row: {
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
}): Design['unit'] => ({
  id: row.unit,
  code: row.code,
  name: named(row.name_zh, row.name_en),
});

/** Answers to the questions of the update that waits. */
export const decisionsOf = (row: DesignRow): Decision[] => (row.decisions as Decision[] | null) ?? [];

/** Whether what is published, or what is being worked on, was made on something that is no longer the newest above. */
export function stateOf(row: DesignRow): Design['state'] {
  if (row.kind === 'adaptation' && row.above === null) return 'orphaned';
  const newest = row.above?.hash ?? null;
  const bases = [row.version === null ? null : row.version.base, row.draft_at === null ? null : row.draft_base];
  if (newest !== null && bases.some((base) => base !== null && base !== newest)) return 'pending';
  return row.version === null ? 'new' : 'current';
}

/** The same as those see it who wait for it: what is published counts, and a draft only where nothing is. */
export const standingOf = (row: DesignRow): Design['state'] =>
  stateOf(row.version === null ? row : { ...row, draft_at: null });

/** Whether the level above has asked for the update that waits now; what it said of an older one is over. */
export const remindedOf = (row: DesignRow): Design['reminded'] =>
  standingOf(row) !== 'pending' || row.reminded_at === null || row.reminded_at < (row.above?.at ?? 0)
    ? null
    : { at: row.reminded_at, by: personOf(row.reminded_by, row.reminded_zh, row.reminded_en) };

/** Who holds the right to save at this moment. */
export const leaseOf = (
  row: DesignRow,
  now: number,
  mine: string | undefined,
): NonNullable<Design['draft']>['lease'] => {
  const by = personOf(row.lease_person, row.lease_zh, row.lease_en);
  if (by === null || (row.lease_until ?? 0) <= now) return null;
  return { by, since: row.lease_since ?? now, until: row.lease_until ?? now, mine: row.lease_key === mine };
};

/** A row as its reader may see it. */
export function designOf(row: DesignRow, rights: DesignRights, now: number, lease?: string): Design {
  const place = placeOf(row);
  const mayDesign = covers(rights.write, place) && row.archived_at === null;
  const seesDraft = covers(rights.write, place);
  const current = row.above?.hash ?? null;
  const state = seesDraft ? stateOf(row) : standingOf(row);
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    unit: unitOf(row),
    root: row.root_id,
    above:
      row.above === null
        ? null
        : { design: row.above.id, unit: unitOf(row.above), number: row.above.number, hash: row.above.hash },
    applies: row.applies,
    takeover: row.takeover,
    state,
    published: row.version === null ? null : versionOf(row.version),
    draft:
      !seesDraft || row.draft_at === null
        ? null
        : {
            revision: row.revision,
            base: row.draft_base,
            savedAt: row.draft_at,
            savedBy: personOf(row.draft_person, row.draft_zh, row.draft_en),
            lease: leaseOf(row, now, lease),
          },
    update:
      row.update_state !== null && row.update_against === current && state === 'pending'
        ? { state: row.update_state, conflicts: row.update_conflicts ?? 0 }
        : null,
    reminded: remindedOf(row),
    recheck:
      row.rechecked === null
        ? null
        : { calendar: row.rechecked_by ?? '', findings: row.rechecked.length, at: row.rechecked_at ?? 0 },
    archived: row.archived_at !== null,
    may: { design: mayDesign, publish: mayDesign && covers(rights.publish, place) },
  };
}
