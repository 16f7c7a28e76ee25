import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportTemplate } from './export.js';
import { importTemplate } from './import.js';
import { reuseTemplate } from './reuse.js';
import { simulateTemplate } from './simulate.js';
import type { Terminal } from './terminal.js';

const workflows = (path: string): string => fileURLToPath(new URL(`../../../../../workflows/${path}`, import.meta.url));
const county = workflows('county-campaign/template.json');
const units = workflows('sample-county/units.csv');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangmu-template-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lang = 'zh' as const;
const said = async (work: (terminal: Terminal) => Promise<number>) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await work({ print: (line) => out.push(line), complain: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
};
const at = (name: string): string => join(folder, name);

describe('gangmu template simulate', () => {
  it('says dates, burden and collisions for the units of a file', async () => {
    const { code, out } = await said((terminal) => simulateTemplate(county, { lang, units }, terminal));
    expect(code).toBe(0);
    expect(out).toContain('358 个单位');
    expect(out).toMatch(/召开动员会 +23 +2026-03-02/);
    expect(out).toMatch(/村党支部 +209/);
    expect(out).not.toMatch(/simulate\.|undefined|NaN/);
  });

  it('speaks to machines, and names chains that cannot be kept with exit code 1', async () => {
    const { code, out } = await said((terminal) =>
      simulateTemplate(county, { lang: 'en', json: true, start: '2026-06-01' }, terminal),
    );
    const answer = JSON.parse(out) as { steps: unknown[]; findings: { severity: string; message: string }[] };
    expect(code).toBe(1);
    expect(answer.steps.length).toBeGreaterThan(50);
    expect(answer.findings.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    for (const { message } of answer.findings) expect(message).not.toMatch(/\{|undefined/);
  });

  it('answers 2 for units that cannot be read, in words', async () => {
    const bad = at('bad.csv');
    await writeFile(bad, 'name,kind\n甲,乙\n');
    expect(await said((terminal) => simulateTemplate(county, { lang, units: bad }, terminal))).toMatchObject({
      code: 2,
      err: expect.stringContaining('看不出这是单位、人员还是岗位表'),
    });
    await writeFile(bad, 'code,name,parent_code,category\nA,甲,,village\nA,甲,,village\n');
    expect((await said((terminal) => simulateTemplate(county, { lang, units: bad }, terminal))).err).toContain('重复');
    expect((await said((terminal) => simulateTemplate(at('none.json'), { lang }, terminal))).code).toBe(2);
    await writeFile(bad, Uint8Array.from([0, 1, 2, 0]));
    expect((await said((terminal) => simulateTemplate(county, { lang, units: bad }, terminal))).err).toContain('编码');
  });

  it('takes units as an office PC saves them, in GBK', async () => {
    const file = at('gbk.csv');
    // 名称 and 甲村 in GBK.
    const [name, unit] = [
      [0xc3, 0xfb, 0xb3, 0xc6],
      [0xbc, 0xd7, 0xb4, 0xe5],
    ] as const;
    const ascii = (text: string) => [...new TextEncoder().encode(text)];
    await writeFile(
      file,
      Uint8Array.from([...ascii('code,category,parent_code,'), ...name, ...ascii('\nA,village,,'), ...unit]),
    );
    const { code, out } = await said((terminal) => simulateTemplate(county, { lang, units: file }, terminal));
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringContaining('1 个单位')]);
  });
});

describe('gangmu template reuse', () => {
  it('writes the moved template and lists what is to be decided', async () => {
    const { code, out } = await said((terminal) =>
      reuseTemplate(county, { lang, start: '2027-03-01', out: at('next.json') }, terminal),
    );
    expect(code).toBe(0);
    expect(out).toContain('确认起止日期：2027-03-01 至 2027-08-30');
    expect(JSON.parse(await readFile(at('next.json'), 'utf8'))).toMatchObject({ window: { start: '2027-03-01' } });
  });

  it('answers 2 where it cannot write', async () => {
    const out = join(folder, 'no', 'such', 'folder.json');
    expect(await said((terminal) => reuseTemplate(county, { lang, start: '2027-03-01', out }, terminal))).toMatchObject(
      {
        code: 2,
        err: expect.stringContaining('无法写入'),
      },
    );
  });
});

describe('gangmu template export and import', () => {
  it('go to BPMN and back without a difference', async () => {
    const start = '2026-01-05';
    expect(
      (await said((terminal) => exportTemplate(county, { lang, as: 'bpmn', out: at('county.bpmn') }, terminal))).code,
    ).toBe(0);
    const options = { lang, out: at('back.json'), start, lanes: 'phases' as const };
    expect(await said((terminal) => importTemplate(at('county.bpmn'), options, terminal))).toMatchObject({
      code: 0,
      out: at('back.json'),
    });
    await said((terminal) => exportTemplate(at('back.json'), { lang, as: 'bpmn', out: at('again.bpmn') }, terminal));
    expect(await readFile(at('again.bpmn'), 'utf8')).toBe(await readFile(at('county.bpmn'), 'utf8'));
  });

  it('answer 1 with words for what is refused', async () => {
    await writeFile(at('bad.bpmn'), '<!DOCTYPE x><definitions/>');
    const options = { lang, out: at('x.json'), start: '2026-01-05', lanes: 'phases' as const };
    expect(await said((terminal) => importTemplate(at('bad.bpmn'), options, terminal))).toMatchObject({
      code: 1,
      out: expect.stringContaining('[bpmn.declarations]'),
    });
    const json = await said((terminal) => importTemplate(at('bad.bpmn'), { ...options, json: true }, terminal));
    expect(JSON.parse(json.out)).toMatchObject({ errors: 1 });
    await writeFile(at('broken.json'), '{');
    expect(
      (await said((terminal) => exportTemplate(at('broken.json'), { lang, as: 'bpmn', out: at('x') }, terminal))).code,
    ).toBe(1);
  });
});
