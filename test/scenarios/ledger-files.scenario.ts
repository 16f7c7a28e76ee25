/** The ledger goes out in Excel, is worked on, and comes back – through the ledger's own commands, all or nothing. */
import { ledgerFileRoutes, ledgerRoutes, campaignRoutes, systemRoutes } from '@gangmu/contract';
import { HIDDEN } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import pg from 'pg';
import readWorkbook from 'read-excel-file/universal';
import writeWorkbook from 'write-excel-file/universal';
import { type Asked, type SmallCounty, smallCounty } from '../kit/small-county.js';

let county: SmallCounty;
let campaign: string;
let superuser: pg.Pool;
type Cells = string[][];
type Report = {
  applied: boolean;
  problems: { create: number; change: number; same: number };
  measures: { create: number; change: number; same: number };
  changes: { row: number; kind: string; key: string; fields: Record<string, unknown> }[];
  wrong: { row: number; column: string | null; code: string; detail: string }[];
};

beforeAll(async () => {
  county = await smallCounty('ledger files');
  superuser = new pg.Pool({ connectionString: county.database.url, max: 1 });
  const launched = await county.must(campaignRoutes.quickRequest, {
    as: 'c-designer',
    body: {
      title: { zh: '主题教育' },
      scope: county.units['C'],
      due: Math.floor(Date.now() / 60_000) + 1440,
      fields: [{ title: { zh: '人数' }, type: 'number' }],
    },
  });
  campaign = String(launched['campaign']);
});
afterAll(async () => {
  await superuser?.end();
  await county?.close();
});

const enter = async (title: string, unit = 'T-1', measures: object[] = []): Promise<string> => {
  const entry = {
    title,
    source: 'public',
    channel: 'hotline',
    aspect: 'style',
    class: 'by-deadline',
    leader: { person: county.people['t-reviewer'], name: '东镇负责人' },
    foundOn: '2026-01-05',
    due: '2027-12-31',
  };
  const body = { campaign, unit: county.units[unit], entry };
  const problem = String((await county.must(ledgerRoutes.record, { as: 't-operator', body }))['id']);
  for (const measure of measures)
    await county.must(ledgerRoutes.command, {
      as: 't-operator',
      params: { problem },
      body: { type: 'AddMeasure', entry: { person: { name: '李某' }, unit: county.units['T'], due: null, ...measure } },
    });
  return problem;
};

async function exported(as: string, query: object = {}): Promise<Cells> {
  const cookie = county.cookieOf(as);
  const text = new URLSearchParams(query as Record<string, string>).toString();
  const response = await fetch(`${county.base}/api/problems/file?${text}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  const [{ data } = { data: [] }] = await readWorkbook(await response.arrayBuffer());
  return data.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
}
const xlsx = async (cells: (string | number | Date | null)[][]): Promise<string> => {
  const rows = cells.map((row) =>
    row.map((value) =>
      value === null || value === ''
        ? null
        : value instanceof Date
          ? { value, type: Date, format: 'yyyy/m/d' }
          : { value },
    ),
  );
  const blob = await writeWorkbook(rows as never).toBlob();
  return Buffer.from(await blob.arrayBuffer()).toString('base64');
};
const csv = (...lines: string[]): string => Buffer.from(lines.join('\n')).toString('base64');
const send = (as: string, content: string, more: object = {}): Promise<Asked> =>
  county.ask(ledgerFileRoutes.import, { as, body: { campaign, file: { name: 'ledger.xlsx', content }, ...more } });
const take = async (as: string, content: string, more: object = {}): Promise<Report> => {
  const asked = await send(as, content, more);
  expect([asked.status, asked.text]).toEqual([200, expect.any(String)]);
  return asked.json as unknown as Report;
};
const at = (cells: Cells, heading: string): number => cells[2]?.indexOf(heading) ?? -1;
const edit = (cells: Cells, problem: string, heading: string, text: string): Cells => {
  const row = cells.findIndex((line) => line[at(cells, HIDDEN.problem)] === problem);
  return cells.map((line, index) => (index === row ? line.with(at(cells, heading), text) : line));
};
const shown = async (problem: string) =>
  (await county.ask(ledgerRoutes.get, { as: 't-operator', params: { problem } })).json;
const found = async (): Promise<number> => Number((await county.must(ledgerRoutes.figures, { as: 'chief' }))['found']);

describe('a ledger that goes out', () => {
  it('has the usual columns, a row per measure, and nothing beyond the reach of whoever asks', async () => {
    const mine = await enter('窗口午间无人', 'T-1', [{ text: '轮班' }, { text: '公示', due: '2027-06-30' }]);
    await county.must(ledgerRoutes.record, {
      as: 'c-reviewer',
      body: {
        campaign,
        unit: county.units['C'],
        entry: {
          title: '县里的问题',
          source: 'audit',
          channel: 'meeting',
          aspect: 'theory',
          class: 'at-once',
          leader: { name: '某' },
          foundOn: '2026-01-05',
          due: null,
        },
      },
    });
    const cells = await exported('t-operator');
    expect(cells[2]).toEqual(
      expect.arrayContaining([
        '序号',
        '问题',
        '来源',
        '渠道',
        '方面',
        '整改主题',
        '整改类别',
        '责任领导',
        '整改措施',
        '责任人',
        '责任单位',
        '完成时限',
        '进展',
        '状态',
        '销号时间',
      ]),
    );
    const rows = cells.filter((line) => line[0] === mine);
    expect(rows.map((line) => line[at(cells, '整改措施')])).toEqual(['轮班', '公示']);
    expect(rows.map((line) => line[at(cells, '问题')])).toEqual(['窗口午间无人', '']);
    expect(JSON.stringify(cells)).not.toContain('县里的问题');
    expect(JSON.stringify(await exported('chief'))).toContain('县里的问题');
    expect(JSON.stringify(await exported('chief', { aspect: 'theory' }))).not.toContain('窗口午间无人');
    expect((await exported('t-operator', { unit: county.units['C'] })).flat()).not.toContain('云溪县问题整改台账');
  });

  it('comes back unchanged without asking for anything', async () => {
    const problem = await enter('台账不更新', 'T-2', [{ text: '每周更新' }]);
    const { version } = await shown(problem);
    const report = await take('t-operator', await xlsx(await exported('t-operator')));
    expect(report).toMatchObject({ applied: true, wrong: [], changes: [], problems: { create: 0, change: 0 } });
    expect((await shown(problem))['version']).toBe(version);
  });
});

describe('a ledger that comes back changed', () => {
  it('becomes commands in the record; a dry run writes nothing', async () => {
    const problem = await enter('记录不全', 'T-1', [{ text: '补记录' }]);
    let cells = await exported('t-operator');
    cells = edit(cells, problem, '整改时限', '2027.6.20前');
    cells = edit(cells, problem, '责任人', '赵某');
    cells = edit(cells, problem, '进展', '已补三份');
    const row = cells.findIndex((line) => line[0] === problem);
    const inserted = cells[2]!.map((heading) => (heading === '整改措施' ? '专人负责' : ''));
    const content = await xlsx(cells.toSpliced(row + 1, 0, inserted));
    const before = await shown(problem);
    const dry = await take('t-operator', content, { dryRun: true });
    expect(dry).toMatchObject({
      applied: false,
      wrong: [],
      problems: { change: 1 },
      measures: { create: 1, change: 1 },
    });
    expect(await shown(problem)).toEqual(before);
    expect(await take('t-operator', content, { reason: '例会确定' })).toMatchObject({ applied: true });
    expect(await shown(problem)).toMatchObject({
      due: '2027-06-20',
      leader: { person: county.people['t-reviewer'] },
      measures: [{ text: '补记录', person: { name: '赵某' } }, { text: '专人负责' }],
      progress: [{ note: '已补三份' }],
    });
    const { rows } = await superuser.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM events WHERE stream_kind = 'problem' AND stream_id = $1 AND body LIKE '%例会确定%'`,
      [problem],
    );
    expect(rows[0]?.n).toBe(2);
  });

  it('undoes nothing that others did since, and says so where both changed the same', async () => {
    const problem = await enter('制度缺失');
    const cells = await exported('t-operator');
    await county.must(ledgerRoutes.command, {
      as: 't-operator',
      params: { problem },
      body: { type: 'ReviseProblem', changes: { due: '2027-09-30' }, reason: '延期' },
    });
    const kept = await take('t-operator', await xlsx(edit(cells, problem, '责任领导', '刘某')));
    expect(kept).toMatchObject({ applied: true, problems: { change: 1 } });
    expect(await shown(problem)).toMatchObject({ due: '2027-09-30', leader: { name: '刘某' } });
    const clash = await take('t-operator', await xlsx(edit(cells, problem, '整改时限', '2027-08-31')));
    expect(clash).toMatchObject({
      applied: false,
      wrong: [
        { column: '整改时限', code: 'ledger-import.changed-meanwhile', detail: expect.stringContaining('2027-09-30') },
      ],
    });
  });

  it('closes nothing: that is asked for and verified by people', async () => {
    const problem = await enter('不能自己销号');
    const cells = edit(await exported('t-operator'), problem, '状态', '已销号');
    expect(await take('t-operator', await xlsx(cells))).toMatchObject({
      applied: false,
      wrong: [{ column: '状态', code: 'ledger-import.status-not-by-file' }],
    });
  });

  it('changes nothing of somebody else’s, and does not tell it from what is not there', async () => {
    const problem = await enter('别的单位的问题');
    const cells = edit(await exported('chief'), problem, '责任领导', '外人');
    const other = cells.filter((line, n) => n < 3 || line[0] === problem);
    // Auditors of the township see it and may not write; for the rest it is not there at all.
    expect((await send('t-auditor', await xlsx(other))).status).toBe(403);
    const guessed = other.map((line, n) => (n < 3 ? line : line.with(0, '0nothing0such0here00x')));
    expect(await take('t-operator', await xlsx(guessed))).toMatchObject({
      wrong: [{ code: 'ledger-import.problem-unknown' }],
    });
  });
});

describe('a ledger of somebody’s own', () => {
  const heading = ['序号', '存在问题', '问题类型', '整改措施', '责任领导', '责任人', '责任单位', '完成时限', '进展'];
  it('is entered with its measures, merged cells and dates of every kind', async () => {
    const before = await found();
    const content = await xlsx([
      ['××镇问题整改台账'],
      heading,
      [1, '学习不够系统', '理论学习', '制定计划', '王某', '李某', '东一村', new Date(Date.UTC(2027, 2, 20)), '已制定'],
      [null, null, null, '每周研学', null, '张某', '东镇', '2027.3.20前', null],
      [2, '下沉不够', '工作作风', '每月走访', '王某', '李某', 'T-2', 46_500, null],
    ]);
    const report = await take('t-operator', content);
    expect(report).toMatchObject({ applied: true, wrong: [], problems: { create: 2 }, measures: { create: 3 } });
    expect(await found()).toBe(before + 2);
    const again = await take('t-operator', content);
    expect(again).toMatchObject({ applied: false });
    expect(again.wrong.map(({ code }) => code)).toEqual(['ledger-import.already-there', 'ledger-import.already-there']);
    expect(await found()).toBe(before + 2);
  });

  it('leaves nothing behind when one row is wrong, and names row and column', async () => {
    const before = await found();
    const report = await take(
      't-operator',
      csv(
        heading.join(','),
        '1,好的一行,工作作风,走访,王某,李某,东一村,2027-06-30,',
        '2,别人的单位,工作作风,走访,王某,李某,云溪县,2027-06-30,',
        '3,不知道的单位,工作作风,走访,王某,李某,西二村,2027-06-30,',
        '4,看不懂的日期,工作作风,走访,王某,李某,东一村,尽快,',
      ),
    );
    expect(report.applied).toBe(false);
    expect(report.wrong).toMatchObject([
      { row: 3, column: '责任单位', code: 'ledger-import.out-of-reach' },
      { row: 4, column: '责任单位', code: 'ledger-import.unit-unknown' },
      { row: 5, column: '完成时限', code: 'import.date-invalid' },
    ]);
    expect(await found()).toBe(before);
  });

  it('as long work tells how far it is and ends with the report', async () => {
    const asked = await county.ask(ledgerFileRoutes.beginImport, {
      as: 't-operator',
      body: {
        campaign,
        unit: county.units['T-1'],
        file: { name: 'a.csv', content: csv('问题,方面,责任领导,整改时限', '会议太多,工作作风,王某,2027-06-30') },
      },
    });
    expect(asked.status).toBe(202);
    for (;;) {
      const job = await county.must(systemRoutes.progress, { as: 't-operator', params: { job: asked.json['job'] } });
      if (job['status'] === 'working') continue;
      expect(job).toMatchObject({ status: 'done', result: { applied: true, problems: { create: 1 } } });
      return;
    }
  });
});

describe('what is no ledger', () => {
  it('is refused with a code, and the engine goes on', async () => {
    // What unpacks to gigabytes says so in its directory.
    const zip = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet/>') }));
    zip.writeUInt32LE(2_000_000_000, zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    const bomb = zip.toString('base64');
    const refusals = await Promise.all(
      [
        bomb,
        Buffer.from('PK\u0003\u0004 nothing').toString('base64'),
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0]).toString('base64'),
        csv('姓名,电话', '甲,1'),
        csv(''),
      ].map(async (content) => (await take('t-operator', content)).wrong[0]?.code),
    );
    expect(refusals).toEqual([
      'import.file-too-large',
      'import.file-unreadable',
      'import.old-format',
      'ledger-import.no-ledger',
      'import.empty',
    ]);
    const content = csv('问题', '=1+1');
    expect(await send('t-operator', content, { unit: county.units['C'] })).toMatchObject({
      status: 422,
      json: { code: 'ledger.unit-unknown' },
    });
    expect(await send('t-operator', content, { campaign: '0nothing0such0here00x' })).toMatchObject({
      status: 422,
      json: { code: 'ledger.campaign-unknown' },
    });
    expect((await send('t-operator', 'not base64!')).status).toBe(400);
  });

  it('keeps what looks like a formula as the text it is', async () => {
    const evil = '=HYPERLINK("http://example.invalid")';
    const report = await take(
      't-operator',
      csv('问题,方面,责任领导,整改时限', `"${evil.replaceAll('"', '""')}",工作作风,王某,2027-06-30`),
      { unit: county.units['T-1'] },
    );
    expect(report).toMatchObject({ applied: true });
    expect((await exported('t-operator')).flat()).toContain(evil);
  });
});
