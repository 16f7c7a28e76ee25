/** An import as long work: it answers at once, tells how far it is, and says so when the engine died on the way. */
import { organisationRoutes, systemRoutes } from '@gangmu/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

let county: SmallCounty;
let superuser: pg.Pool;

beforeAll(async () => {
  county = await smallCounty('import progress');
  superuser = new pg.Pool({ connectionString: county.database.url, max: 2 });
});
afterAll(async () => {
  await superuser?.end();
  await county?.close();
});

const villages = (count: number, broken = false): { name: string; content: string }[] => [
  {
    name: 'units.csv',
    content: Buffer.from(
      [
        'code,name,name_en,parent_code,category',
        ...Array.from({ length: count }, (_, n) => `N-${n},新村${n},New ${n},T,village`),
        ...(broken ? ['N-x,无上级,No parent,NOBODY,village'] : []),
      ].join('\n'),
    ).toString('base64'),
  },
];
interface Job {
  status: string;
  done: number;
  total: number;
  result: { applied: boolean; wrongTotal: number; units: { create: number } } | null;
  problem: { code: string; detail: string } | null;
}
async function ended(job: string): Promise<Job> {
  for (;;) {
    const progress = (await county.must(systemRoutes.progress, { as: 'c-administrator', params: { job } })) as never;
    if ((progress as Job).status !== 'working') return progress;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const begin = async (body: object): Promise<string> => {
  const asked = await county.ask(organisationRoutes.beginImport, { as: 'c-administrator', body });
  expect(asked.status).toBe(202);
  return asked.json['job'] as string;
};
const units = async (): Promise<number> =>
  (await superuser.query<{ n: number }>('SELECT count(*)::int AS n FROM units')).rows[0]!.n;

describe('importing as long work', () => {
  it('ends with the report, every row counted as done', async () => {
    const before = await units();
    const dry = await ended(await begin({ dryRun: true, files: villages(400) }));
    expect(dry).toMatchObject({ status: 'done', result: { applied: false, wrongTotal: 0, units: { create: 400 } } });
    expect(await units()).toBe(before);
    const real = await ended(await begin({ files: villages(400) }));
    expect(real).toMatchObject({ status: 'done', done: 1200, total: 1200, result: { applied: true } });
    expect(await units()).toBe(before + 400);
  });

  it('writes nothing when a row is wrong, and the report names it', async () => {
    const before = await units();
    const { result } = await ended(await begin({ files: villages(3, true) }));
    expect(result).toMatchObject({ applied: false, wrongTotal: 1 });
    expect(await units()).toBe(before);
  });

  it('says that the engine stopped on the way instead of turning for ever', async () => {
    const job = await begin({ dryRun: true, files: villages(1) });
    await ended(job);
    // As a killed engine leaves it: at work, and nobody there who works on it.
    await superuser.query(`UPDATE progress SET status = 'working', result = NULL WHERE id = $1`, [job]);
    const left = await ended(job);
    expect(left).toMatchObject({ status: 'failed', problem: { code: 'job-interrupted' } });
    expect(left.problem?.detail).toMatch(/start it again/);
  });

  it('is nobody else’s to follow', async () => {
    const job = await begin({ dryRun: true, files: villages(1) });
    const other = await county.ask(systemRoutes.progress, { as: 'c-designer', params: { job } });
    expect(other.status).toBe(404);
    await ended(job);
  });
});
