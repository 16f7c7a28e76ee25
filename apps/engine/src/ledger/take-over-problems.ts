import { decideProblem, evolveProblem, type Problem } from '@gangmu/core';
import { newId } from '../platform/ids.js';
import type { TreeListener } from '../units/organisation-changes.js';
import { lockProblem, type ProblemStore } from './ledger-store.js';

const OF_UNIT = `
  SELECT p.id FROM problems p JOIN campaigns c ON c.id = p.campaign_id
    WHERE c.status <> 'closed' AND p.status <> 'withdrawn' AND (p.unit_id = $1
      OR (p.status IN ('open', 'requested') AND jsonb_path_exists(p.body, '$.measures.* ? (@.unit == $unit)', jsonb_build_object('unit', $1::text))))
    ORDER BY p.id`;

const TELL = `
  INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, params, at)
    SELECT $1, $2, $2, 'operator', 'problems-taken-over',
        jsonb_build_object('items', $4::int, 'from', jsonb_strip_nulls(jsonb_build_object('zh', u.name_zh, 'en', u.name_en))), $5
      FROM units u WHERE u.id = $3`;

/**
 * The problems of a unit that ended are its main successor's, with their deadlines; so are measures it had undertaken
 * for others. Part of the change's own transaction. Where nobody takes over, they stay under the name they have.
 */
export const takeOverProblems =
  (store: ProblemStore): TreeListener =>
  async (sql, effects, by) => {
    for (const effect of effects) {
      const to = effect.type === 'ended' ? effect.successors[0] : undefined;
      if (to === undefined) continue;
      const { unit: from, effective } = effect;
      const { rows } = await sql.query<{ id: string }>(OF_UNIT, [from]);
      const taken = new Map<string, number>();
      for (const { id } of rows) {
        const problem = (await lockProblem(sql, id))?.value;
        if (problem === undefined) continue;
        const context = { person: by.person ?? 'gangmu', at: by.now, today: by.today, newId };
        const decided = decideProblem(problem, { type: 'TakeOverProblem', from, to, effective }, context);
        // Measures that were withdrawn bind nobody: then there is nothing to take over.
        if (!decided.ok) continue;
        const after = decided.value.reduce<Problem>(evolveProblem, problem);
        await store.write(sql, after, decided.value, { at: by.now, by: { person: by.person, role: 'machine' } });
        if (problem.status !== 'closed') taken.set(problem.campaign, (taken.get(problem.campaign) ?? 0) + 1);
      }
      for (const [campaign, items] of taken) await sql.query(TELL, [campaign, to, from, items, by.now]);
    }
  };
