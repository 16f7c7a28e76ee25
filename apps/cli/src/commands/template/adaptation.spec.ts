import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Conflict, contentHash, parseTemplateText, type TemplateInput } from '@gangmu/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adaptTemplates } from './adapt.js';
import { diffTemplates } from './diff.js';
import { mergeTemplates } from './merge.js';
import type { Terminal } from './terminal.js';

const workflows = (path: string): string =>
  fileURLToPath(new URL(`../../../../../workflows/county-campaign/${path}`, import.meta.url));
const county = workflows('template.json');
const township = workflows('township-adaptation.json');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangmu-adaptation-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

const lang = 'zh' as const;
const said = async (work: (terminal: Terminal) => Promise<number>) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await work({ print: (line) => out.push(line), complain: (line) => err.push(line) });
  expect(out.join('\n')).not.toMatch(/undefined|NaN|\{[a-z]+\}/);
  return { code, out: out.join('\n'), err: err.join('\n') };
};

/** The county plan with something changed, as a file. */
async function changed(name: string, edit: (template: TemplateInput) => void): Promise<string> {
  const template = JSON.parse(await readFile(county, 'utf8')) as TemplateInput;
  edit(template);
  await writeFile(at(name), JSON.stringify(template));
  return at(name);
}
const step = (template: TemplateInput, id: string, fields: object): void =>
  void Object.assign(template.steps[id] ?? {}, fields);
const thirtieth = { anchor: { from: 'date', date: '2026-03-30' } };
const adaptation = async (name: string, difference: object, base = county): Promise<string> => {
  const parsed = parseTemplateText(await readFile(base, 'utf8'));
  if (!parsed.ok) throw new Error('no template');
  const file = { format: 'gangmu-adaptation/1', base: contentHash(parsed.template), difference };
  await writeFile(at(name), JSON.stringify(file));
  return at(name);
};

describe('gangmu template diff', () => {
  it('says what differs in both languages, and nothing of equals', async () => {
    const other = await changed('dates.json', (t) => step(t, 'plan', { estimatedMinutes: 45 }));
    const zh = await said((terminal) => diffTemplates(county, other, { lang }, terminal));
    expect(zh).toMatchObject({ code: 0, err: '' });
    expect(zh.out).toContain('制定并报备实施方案');
    const en = await said((terminal) => diffTemplates(county, other, { lang: 'en' }, terminal));
    expect(en.out).toContain('implementation plan');
    expect((await said((terminal) => diffTemplates(county, county, { lang }, terminal))).out).toBe('没有差别。');
  });

  it('gives machines the difference, and writes it as an adaptation that makes the other template again', async () => {
    const other = await changed('other.json', (t) => step(t, 'young-members', { estimatedMinutes: 45 }));
    const out = at('diff.json');
    const answer = await said((terminal) => diffTemplates(county, other, { lang, json: true, out }, terminal));
    expect((JSON.parse(answer.out) as { difference: object }).difference).toEqual({
      '/steps/young-members/estimatedMinutes': { op: 'set', value: 45 },
    });
    const made = at('made.json');
    expect((await said((terminal) => adaptTemplates(county, out, { lang, out: made }, terminal))).code).toBe(0);
    expect((await said((terminal) => diffTemplates(other, made, { lang }, terminal))).out).toBe('没有差别。');
  });

  it('answers 2 for what cannot be read and 1 for what is no template', async () => {
    expect((await said((terminal) => diffTemplates(county, at('none.json'), { lang }, terminal))).code).toBe(2);
    await writeFile(at('broken.json'), '[]');
    expect((await said((terminal) => diffTemplates(county, at('broken.json'), { lang }, terminal))).code).toBe(1);
  });
});

describe('gangmu template adapt', () => {
  it('writes the township’s template and lists what it asks beyond the county', async () => {
    const out = at('township.json');
    const { code, out: text } = await said((terminal) => adaptTemplates(county, township, { lang, out }, terminal));
    expect(code).toBe(0);
    expect(text).toContain('比上级多要求的（4 项）');
    expect(parseTemplateText(await readFile(out, 'utf8')).ok).toBe(true);
  });

  it('refuses what is locked, with who and why, and writes nothing; a variance opens it', async () => {
    const difference = { '/steps/kickoff-meeting/title': { op: 'set', value: { zh: '动员大会', en: 'Rally' } } };
    const bold = await adaptation('bold.json', difference);
    const out = at('bold-out.json');
    const refused = await said((terminal) => adaptTemplates(county, bold, { lang, out }, terminal));
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('召开动员会');
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    const grant = {
      id: 'g',
      path: '/steps/kickoff-meeting',
      allows: 'change',
      units: ['T01'],
      reason: '惯例',
      grantedBy: 'CH',
    };
    await writeFile(at('grants.json'), JSON.stringify([grant]));
    const options = { lang, out, grants: at('grants.json') };
    expect((await said((terminal) => adaptTemplates(county, bold, options, terminal))).code).toBe(0);
    await writeFile(at('grants.json'), '[{}]');
    expect(await said((terminal) => adaptTemplates(county, bold, options, terminal))).toMatchObject({ code: 2 });
  });

  it('counts a grant for the units it was given to, and on its days', async () => {
    const difference = { '/steps/kickoff-meeting/title': { op: 'set', value: { zh: '动员大会', en: 'Rally' } } };
    const bold = await adaptation('granted.json', difference);
    const grant = { id: 'g', path: '/steps/kickoff-meeting', allows: 'change', units: ['T01'], from: '2026-03-01' };
    await writeFile(at('dated.json'), JSON.stringify([{ ...grant, reason: '惯例', grantedBy: 'CH' }]));
    const code = async (more: object): Promise<number> => {
      const options = { lang, grants: at('dated.json'), ...more };
      return (await said((terminal) => adaptTemplates(county, bold, options, terminal))).code;
    };
    expect(await code({ unit: ['CH', 'T01', 'V0101'] })).toBe(0);
    expect(await code({ unit: ['CH', 'T02'] })).toBe(1);
    expect(await code({ unit: ['CH', 'T01'], on: '2026-02-28' })).toBe(1);
    expect(await code({ unit: ['CH', 'T01'], on: '2026-03-01' })).toBe(0);
  }, 60_000);

  it('counts policies from the level that set them, where the adaptations between are named', async () => {
    const limited = await changed('limited.json', ({ policies = {} }) => {
      const [like] = Object.values(policies);
      Object.assign(policies, { 'one-own': { ...like, categories: [], rule: { type: 'max-local-steps', max: 1 } } });
    });
    const { difference } = JSON.parse(await readFile(township, 'utf8')) as { difference: Record<string, object> };
    const own = (id: string): object => ({ [`/steps/${id}`]: difference['/steps/joint-study'] });
    const town = await adaptation('town.json', own('joint-study'), limited);
    const base = at('town-template.json');
    expect((await said((terminal) => adaptTemplates(limited, town, { lang, out: base }, terminal))).code).toBe(0);
    const village = await adaptation('village.json', own('village-study'), base);
    const judged = (above?: string[]) =>
      said((terminal) => adaptTemplates(base, village, { lang, ...(above && { above }) }, terminal));
    expect(await judged()).toMatchObject({ code: 0 });
    expect(await judged([town])).toMatchObject({ code: 1, out: expect.stringContaining('policy.max-local-steps') });
    const merged = (above: string[]) =>
      said((terminal) => mergeTemplates({ base, next: base, mine: village }, { lang, above }, terminal));
    expect(await merged([])).toMatchObject({ code: 0 });
    expect(await merged([town])).toMatchObject({ code: 1, out: expect.stringContaining('policy.max-local-steps') });
  }, 60_000);

  it('refuses an adaptation of another template', async () => {
    const other = await changed('another.json', (t) => step(t, 'plan', { estimatedMinutes: 1 }));
    const { code, out } = await said((terminal) => adaptTemplates(other, township, { lang }, terminal));
    expect(code).toBe(1);
    expect(out).toContain('不是在这个模板上作的');
  });
});

describe('gangmu template merge', () => {
  it('takes dates over without a question and writes the adaptation of the new version', async () => {
    const next = await changed('next.json', (t) => step(t, 'kickoff-meeting', { deadlines: { due: thirtieth } }));
    const out = at('merged.json');
    const { code, out: text } = await said((terminal) =>
      mergeTemplates({ base: county, next, mine: township }, { lang, out }, terminal),
    );
    expect(text).toContain('只有日期和人员有变化');
    expect(code).toBe(0);
    expect((await said((terminal) => adaptTemplates(next, out, { lang }, terminal))).code).toBe(0);
  }, 60_000);

  it('lists what is to be decided in words, and takes the answers from a file', async () => {
    const next = await changed('renamed.json', (t) => step(t, 'young-members', { estimatedMinutes: 50 }));
    const out = at('decided.json');
    const files = { base: county, next, mine: township };
    const open = await said((terminal) => mergeTemplates(files, { lang, out }, terminal));
    expect(open.code).toBe(1);
    expect(open.out).toMatch(/一方改了这一处，另一方删去了它[^]*上级的 → 本级的：删除任务“青年党员专题学习”/);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    const json = await said((terminal) => mergeTemplates(files, { lang, json: true }, terminal));
    const [conflict] = (JSON.parse(json.out) as { conflicts: Conflict[] }).conflicts;
    const decisions = at('decisions.json');
    await writeFile(
      decisions,
      JSON.stringify([{ conflict: conflict?.key, choice: 'mine', reason: '本镇没有青年党员' }]),
    );
    const done = await said((terminal) => mergeTemplates(files, { lang, out, decisions }, terminal));
    expect(done.code).toBe(0);
    const made = JSON.parse(await readFile(out, 'utf8')) as { difference: object };
    expect(made.difference).toHaveProperty(['/steps/young-members'], { op: 'remove' });
  }, 60_000);

  it('answers 2 where decisions cannot be read', async () => {
    await writeFile(at('decisions.json'), '{"conflict":1}');
    const options = { lang, decisions: at('decisions.json') };
    const files = { base: county, next: county, mine: township };
    expect((await said((terminal) => mergeTemplates(files, options, terminal))).code).toBe(2);
  });
});
