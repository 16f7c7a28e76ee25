/** `gangmu ledger`: the office takes the ledger out as a workbook, works on it, and brings it back – in a terminal. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campaignRoutes, ledgerRoutes, tokenRoutes } from '@gangmu/contract';
import { HIDDEN } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readWorkbook from 'read-excel-file/universal';
import writeWorkbook from 'write-excel-file/universal';
import { gangmu, type Printed } from '../kit/command-line.js';
import { plainWork } from '../kit/besieged.js';
import { launchProgramme } from '../kit/programme.js';
import { type SmallCounty, smallCounty } from '../kit/small-county.js';

let county: SmallCounty;
let folder: string;
let campaign: string;
let problem: string;
const tokens = { all: '', none: '' };

const ledger = (verb: 'export' | 'import', ...args: string[]): Promise<Printed> =>
  gangmu('ledger', verb, ...args, '--url', county.base, '--token', tokens.all);
const at = (name: string): string => join(folder, name);
type Cells = string[][];
const cellsOf = async (path: string): Promise<Cells> => {
  const [{ data } = { data: [] }] = await readWorkbook(new Blob([readFileSync(path)]));
  return data.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
};
/** Saves the workbook as somebody would who changed a cell in the row of the problem. */
const edited = async (from: string, to: string, heading: string, text: string): Promise<string> => {
  const cells = await cellsOf(at(from));
  const headings = cells[2] ?? [];
  const column = headings.indexOf(heading);
  if (column === -1) throw new Error(`no column ${heading} among ${headings.join(', ')}`);
  const rows = cells.map((row) =>
    (row[headings.indexOf(HIDDEN.problem)] === problem ? row.with(column, text) : row).map((value) =>
      value === '' ? null : { value },
    ),
  );
  const blob = await writeWorkbook(rows as never).toBlob();
  writeFileSync(at(to), new Uint8Array(await blob.arrayBuffer()));
  return at(to);
};
const title = async (): Promise<unknown> =>
  (await county.must(ledgerRoutes.get, { as: 'c-operator', params: { problem } }))['title'];

beforeAll(async () => {
  county = await smallCounty('ledger-command-line', { GANGMU_CLOCK: 'stepped' });
  folder = mkdtempSync(join(tmpdir(), 'gangmu-ledger-'));
  const programme = await launchProgramme(county, plainWork);
  ({ campaign } = programme);
  await programme.until('2026-03-03');
  const entry = {
    title: '路灯损坏',
    source: 'public',
    channel: 'hotline',
    aspect: 'style',
    class: 'by-deadline',
    leader: { name: '东镇负责人' },
    foundOn: '2026-03-02',
    due: '2027-12-31',
  };
  const body = { campaign, unit: county.units['T-1'], entry };
  problem = String((await county.must(ledgerRoutes.record, { as: 'c-operator', body }))['id']);
  for (const [name, permissions] of [
    ['all', ['ledger:read', 'ledger:write', 'campaigns:read', 'units:read']],
    ['none', ['units:read']],
  ] as const)
    tokens[name] = String(
      (await county.must(tokenRoutes.create, { as: 'c-operator', body: { name, permissions } }))['secret'],
    );
});
afterAll(async () => {
  await county?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe('gangmu ledger export', () => {
  it('writes a whole workbook, and says how to take it back', async () => {
    const { code, text } = await ledger('export', '--out', at('ledger.xlsx'), '--unit', 'T');
    expect([code, text]).toEqual([0, expect.stringContaining(`gangmu ledger import ${at('ledger.xlsx')}`)]);
    expect((await cellsOf(at('ledger.xlsx'))).flat()).toContain('路灯损坏');
    expect(existsSync(at('ledger.xlsx.part'))).toBe(false);
  });

  it('takes only what is asked for', async () => {
    const { code, text } = await ledger('export', '--out', at('closed.xlsx'), '--status', 'closed', '--json');
    expect([code, JSON.parse(text)]).toEqual([0, expect.objectContaining({ status: 'exported' })]);
    expect((await cellsOf(at('closed.xlsx'))).flat()).not.toContain('路灯损坏');
  });

  it.each([
    ['there is no such unit', 2, ['--unit', 'X-9'], 'There is no unit with the code "X-9"'],
    ['nothing can be written there', 2, ['--out', '/nowhere/ledger.xlsx'], 'Cannot write /nowhere/ledger.xlsx'],
    ['a filter is none', 1, ['--status', 'lost'], ''],
  ])('ends with a sentence when %s', async (_, code, args, words) => {
    const printed = await ledger('export', '--out', at('never.xlsx'), ...args);
    expect(printed).toEqual({ code, text: expect.stringContaining(words) });
    expect(printed.text).not.toMatch(/\bat .*:\d+/);
    expect(existsSync(at('never.xlsx'))).toBe(false);
  });

  it('is refused to a token without the right, and to nobody’s', async () => {
    const asking = (token: string) =>
      gangmu('ledger', 'export', '--out', at('never.xlsx'), '--url', county.base, '--token', token);
    expect(await asking(tokens.none)).toMatchObject({ code: 1, text: expect.stringMatching(/\w/) });
    expect(await asking('')).toEqual({ code: 2, text: expect.stringContaining('API token') });
    expect(existsSync(at('never.xlsx'))).toBe(false);
  });
});

describe('gangmu ledger import', () => {
  it('says what would change without changing it, then changes it', async () => {
    const file = await edited('ledger.xlsx', 'edited.xlsx', 'Problem', '路灯不亮');
    const tried = await ledger('import', file, '--dry-run');
    expect(tried.code).toBe(0);
    expect(tried.text).toMatch(/problems: 0 new, 1 changed[\s\S]*路灯损坏 → 路灯不亮[\s\S]*Dry run/);
    expect(await title()).toBe('路灯损坏');
    const done = await ledger('import', file, '--reason', '核实后更正');
    expect(done).toEqual({ code: 0, text: expect.stringContaining('Imported.') });
    expect(await title()).toBe('路灯不亮');
  });

  it('names the wrong row and column, and changes nothing', async () => {
    const file = await edited('ledger.xlsx', 'wrong.xlsx', 'To be put right by', '下个月');
    const printed = await ledger('import', file);
    expect(printed.code).toBe(1);
    expect(printed.text).toMatch(/✗ row 4 "To be put right by": [\s\S]*nothing was written/);
    const machine = await ledger('import', file, '--json');
    expect([machine.code, JSON.parse(machine.text)]).toEqual([1, expect.objectContaining({ wrongTotal: 1 })]);
    expect(await title()).toBe('路灯不亮');
  });

  it('ends with a sentence when there is no file, or it is no workbook', async () => {
    expect(await ledger('import', at('missing.xlsx'))).toEqual({
      code: 2,
      text: expect.stringContaining('Cannot read'),
    });
    writeFileSync(at('none.xlsx'), 'PK but not really');
    const printed = await ledger('import', at('none.xlsx'));
    expect(printed.code).toBe(1);
    expect(printed.text).not.toMatch(/\bat .*:\d+/);
  });

  it('asks which campaign is meant when there are several', async () => {
    await launchProgramme(county, { ...plainWork, id: 'another', title: { zh: '另一项工作' } });
    const { entries } = (await county.must(campaignRoutes.list, { as: 'c-operator' })) as unknown as {
      entries: { id: string }[];
    };
    const printed = await ledger('import', at('edited.xlsx'), '--dry-run');
    expect(printed.code).toBe(2);
    for (const { id } of entries) expect(printed.text).toContain(id);
    expect((await ledger('import', at('edited.xlsx'), '--dry-run', '--campaign', campaign)).code).toBe(0);
  });
});
