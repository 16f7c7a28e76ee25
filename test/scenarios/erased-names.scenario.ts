/** A leader's name is lawfully erased: it is gone from the run as well, also where an engine still had it in memory. */
import { recordRoutes, runRoutes } from '@gangmu/contract';
import type { TemplateInput } from '@gangmu/core';
import { createEngine, Database, readSettings, RecordKeeper } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchProgramme, minute, type Programme, recordedAndStored } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

const village = { '==': [{ var: 'unit.category' }, 'village'] };
const template: TemplateInput = {
  format: 'gangmu-template/1',
  id: 'leaders-self-check',
  title: { zh: '班子对照检查' },
  noun: { zh: '专项行动' },
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: { clerk: { title: { zh: '经办人' } } },
  registers: { leaders: { title: { zh: '班子成员' }, entry: { zh: '班子成员' } } },
  phases: { work: { title: { zh: '推进' } } },
  steps: {
    check: {
      phase: 'work',
      kind: 'report',
      title: { zh: '对照检查' },
      lead: 'clerk',
      when: village,
      occurrences: { mode: 'each', register: 'leaders' },
      evidence: { problems: { type: 'number', title: { zh: '问题数' } } },
      deadlines: { due: { anchor: { from: 'date', date: '2026-04-10' } } },
    },
  },
};
const NAME = '欧阳某某';
const CALLER = '司马某某';

let county: SmallCounty;
let programme: Programme;
beforeAll(async () => {
  county = await smallCounty('erased', { GANGMU_CLOCK: 'stepped' });
  programme = await launchProgramme(county, template);
  await programme.until('2026-03-03');
});
afterAll(() => county?.close());

/** How often the names stand anywhere in what is kept of runs. */
const kept = async (): Promise<number> => {
  const [row] = await county.engine.get(Database).query<{ n: number }>(
    `SELECT (SELECT count(*) FROM runs WHERE state::text ~ $1) + (SELECT count(*) FROM items WHERE to_jsonb(items)::text ~ $1)
      + (SELECT count(*) FROM personal_values WHERE value::text ~ $1) + (SELECT count(*) FROM events WHERE body ~ $1) AS n`,
    [`${NAME}|${CALLER}`],
  );
  return row?.n ?? 0;
};

describe('an erased name', () => {
  it('vanishes from register and items, stays away, and the record still fits the rows', async () => {
    const add = (unit: string, entry: string, zh: string) =>
      programme.order('t-operator', unit, { type: 'AddRegisterEntry', register: 'leaders', entry, label: { zh } });
    await add('T-1', 'first', NAME);
    await add('T-1', 'second', '诸葛某某');
    await add('T-2', 'first', '诸葛某某');
    await programme.order('c-designer', 'T-1', {
      type: 'MoveDeadline',
      step: 'check',
      due: minute('2026-04-15'),
      authority: { by: 'telephone', who: CALLER },
    });
    expect(await kept()).toBeGreaterThan(2);

    const stream = { as: 'c-auditor', params: { kind: 'run', id: programme.runs['T-1'] }, query: { limit: 100 } };
    const entries = (await county.must(recordRoutes.stream, stream))['entries'] as {
      event: unknown;
      personal: { hash: string }[];
    }[];
    const hashes = entries
      .filter(({ event }) => JSON.stringify(event).includes(NAME) || JSON.stringify(event).includes(CALLER))
      .flatMap(({ personal }) => personal.map(({ hash }) => hash));
    // Another process erases; the one that goes on working has the run in memory as it was.
    const other = await createEngine(
      readSettings({
        GANGMU_DATA: county.data,
        GANGMU_LOG: 'error',
        GANGMU_CLOCK: 'stepped',
        GANGMU_ROLE: 'api',
        DATABASE_URL: county.database.url,
      }),
    );
    try {
      const keeper = other.get(RecordKeeper);
      expect(await keeper.erase(hashes, '本人依法申请', county.people['chief'] ?? '')).toBe(hashes.length);
    } finally {
      await other.close();
    }
    expect(await kept()).toBe(0);

    await programme.order('t-operator', 'T-1', { type: 'SubmitItem', item: 'check.first', values: { problems: 3 } });
    expect(await kept()).toBe(0);
    const run = await county.must(runRoutes.get, { as: 't-operator', params: { run: programme.runs['T-1'] } });
    expect(JSON.stringify(run)).toContain('姓名已删除');
    expect(JSON.stringify(run)).toContain('诸葛某某');
    for (const { recorded, stored } of await recordedAndStored(county)) expect(recorded).toEqual(stored);
  });
});
