/** What looking again at published designs brought to light; it stands with the design until a version without it does. */
import { type Finding, refinesToday } from '@gangmu/core';
import type { Family, Member } from './family.js';
import type { DesignStore } from './design-store.js';
import { errorsOf } from './design-rules.js';

export interface Rechecked {
  design: string;
  number: number;
  findings: Finding[];
}

/**
 * What a published version does that the level above does not allow now: it was allowed when it was published, by a
 * variance that has ended or was taken back since.
 */
export async function notAllowedNow(family: Family, member: Member): Promise<Finding[]> {
  const { version } = member;
  if (version === null || version.base === null) return [];
  const [base, template] = await Promise.all([family.template(version.base), family.template(version.hash)]);
  return errorsOf(refinesToday(base, template, await family.bounds(member, base, version.base)));
}

/** Stores what was found of versions that still stand. */
export async function writeRechecks(store: DesignStore, rechecked: readonly Rechecked[], calendar: string) {
  await store.database.query(
    `WITH found AS (
        SELECT x.design, x.findings FROM jsonb_to_recordset($1) AS x(design text, number integer, findings jsonb)
          JOIN designs d ON d.id = x.design AND d.number = x.number),
      gone AS (DELETE FROM design_rechecks WHERE design_id IN (SELECT design FROM found WHERE findings = '[]'))
      INSERT INTO design_rechecks (design_id, calendar, findings, at)
        SELECT design, $2, findings, $3 FROM found WHERE findings <> '[]'
      ON CONFLICT (design_id) DO UPDATE SET calendar = EXCLUDED.calendar, findings = EXCLUDED.findings, at = EXCLUDED.at`,
    [JSON.stringify(rechecked), calendar, store.now()],
  );
}
