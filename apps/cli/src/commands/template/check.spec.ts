import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkTemplates } from './check.js';

const county = fileURLToPath(new URL('../../../../../workflows/quick-request/template.json', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangmu-template-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(files: string[], options: object = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await checkTemplates(
    files,
    { lang: 'zh', ...options },
    (line) => out.push(line),
    (line) => err.push(line),
  );
  return { code, out: out.join('\n'), err: err.join('\n') };
}
const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

describe('gangmu template check', () => {
  it('answers 0 for a sound template', async () => {
    expect(await check([county])).toMatchObject({ code: 0, err: '' });
  });

  it('answers 1 with path, words and advice', async () => {
    const broken = await file('broken.json', '{"format":"gangmu-template/1"}');
    const zh = await check([broken]);
    expect(zh.code).toBe(1);
    expect(zh.out).toContain('/steps  [template.missing]');
    expect(zh.out).toContain('缺少必填内容');
    expect((await check([broken], { lang: 'en' })).out).toContain('→ Add it.');
  });

  it('speaks to machines with one object', async () => {
    const broken = await file('broken.json', '[]');
    const { code, out } = await check([broken, county], { json: true });
    const answer = JSON.parse(out) as { errors: number; files: { findings: { code: string; message: string }[] }[] };
    expect(code).toBe(1);
    expect(answer.errors).toBe(1);
    expect(answer.files.map((one) => one.findings.length)).toEqual([1, 0]);
  });

  it('answers 2 for what cannot be read, and still checks the rest', async () => {
    const { code, out, err } = await check([join(folder, 'none.json'), county]);
    expect(code).toBe(2);
    expect(err).toContain('读不到');
    expect(out).toContain('没有发现问题');
    const calendar = await file('calendar.json', '{"id":"x","version":"1","years":{"2026":{"holidays":["x"]}}}');
    expect(await check([county], { calendar })).toMatchObject({ code: 2, err: expect.stringContaining('/years/2026') });
  });
});
