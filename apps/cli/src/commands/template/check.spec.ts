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

  it('knows an organisation from the files an import takes: categories, groups, roles nobody holds', async () => {
    const unitsFile = await file(
      'units.csv',
      '编码,名称,上级编码,类别,属地,停用日期\nC,县,,county,,\nV,东一村,C,village,东片,\nX,旧社区,C,community,西片,2020-12-31\n',
    );
    const postsFile = await file(
      'posts.csv',
      'code,unit_code,title,role,duties,holder_login\nP1,V,填报员,operator,联络员,li\nP2,V,审核员,reviewer,,\n',
    );
    const step = { phase: 'one', kind: 'task', mandate: 'free', guidance: { zh: '做' } };
    const template = await file(
      'template.json',
      JSON.stringify({
        format: 'gangmu-template/1',
        id: 'small',
        title: { zh: '小活动' },
        noun: { zh: '活动' },
        window: { start: '2026-03-02', end: '2026-06-30' },
        categories: { village: { title: { zh: '村' } }, community: { title: { zh: '社区' } } },
        roles: { clerk: { title: { zh: '联络员' } }, secretary: { title: { zh: '书记' } } },
        phases: { one: { title: { zh: '第一板块' } } },
        steps: {
          east: { ...step, title: { zh: '东片任务' }, lead: 'clerk', when: { in: ['东片', { var: 'unit.groups' }] } },
          west: {
            ...step,
            title: { zh: '西片任务' },
            lead: 'secretary',
            when: { in: ['西片', { var: 'unit.groups' }] },
          },
        },
        edges: {},
      }),
    );
    const codes = async (organisation?: string[]): Promise<string[]> => {
      const { out } = await check([template], { json: true, organisation });
      const { files } = JSON.parse(out) as { files: { findings: { code: string; path: string }[] }[] };
      return files.flatMap(({ findings }) => findings.map(({ code, path }) => `${code} ${path}`));
    };
    const without = await codes();
    const withUnits = (await codes([unitsFile])).filter((code) => !without.includes(code));
    expect(withUnits).toEqual(
      expect.arrayContaining(['category-without-units /categories/community', 'unreachable-step /steps/west']),
    );
    expect(withUnits.join()).not.toMatch(/east|role-without-holder/);
    expect(await codes([unitsFile, postsFile])).toContain('role-without-holder /roles/secretary');
    expect(await codes([unitsFile, postsFile])).not.toContain('role-without-holder /roles/clerk');
    expect(await check([template], { organisation: [postsFile] })).toMatchObject({ code: 2 });
    const broken = await file('broken.csv', 'code,name,parent_code,category\nC,,,county\n');
    expect(await check([template], { organisation: [broken] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('broken.csv:2:name'),
    });
  });
});
