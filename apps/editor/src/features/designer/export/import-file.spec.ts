import { describe, expect, it } from '@jest/globals';
import { applyOperation, contentHash, type Template, templateSchema } from '@gangmu/core';
import { adaptationOf } from './files.js';
import { broughtIn } from './import-file.js';

const plan = (change: (template: Template) => void = () => {}): Template => {
  const template = templateSchema.parse({
    format: 'gangmu-template/1',
    id: 'plan',
    title: { zh: '样例' },
    noun: { zh: '专项工作' },
    window: { start: '2026-03-02', end: '2026-08-31' },
    roles: { lead: { title: { zh: '牵头' } } },
    phases: { first: { title: { zh: '一' }, extension: { max: 1 } } },
    steps: {
      a: { phase: 'first', kind: 'task', title: { zh: '甲' }, lead: 'lead' },
      b: { phase: 'first', kind: 'task', title: { zh: '乙' }, lead: 'lead', mandate: 'free' },
    },
  });
  change(template);
  return template;
};
const above = (base: Template | null) => ({ base, grants: [], provenance: null });
const codes = (found: { findings: { code: string }[] }) => found.findings.map(({ code }) => code);

describe('a file brought into a plan that is open', () => {
  it('takes its place in one step, as the same plan', async () => {
    const other = plan((t) => {
      t.id = 'other';
      t.steps['a']!.title = { zh: '甲改' };
    });
    const preview = await broughtIn({ kind: 'json', name: 'x', document: { ...other } }, plan(), above(null), 'zh');
    expect(preview.after.id).toBe('plan');
    expect(preview.sentences).toHaveLength(1);
    expect(preview.operations).toHaveLength(1);
    const done = applyOperation(plan(), preview.operations[0]!);
    expect(done.ok && done.value.template).toEqual(preview.after);
    expect(done.ok && done.value.edits.map(({ path }) => path)).toEqual(['/steps']);
  });

  it('is nothing where it says the same, or is none', async () => {
    const same = await broughtIn({ kind: 'json', name: 'x', document: { ...plan() } }, plan(), above(null), 'zh');
    expect([same.operations, same.findings]).toEqual([[], []]);
    const none = await broughtIn({ kind: 'json', name: 'x', document: {} }, plan(), above(null), 'zh');
    expect([none.operations, none.findings.length > 0]).toEqual([[], true]);
  });

  it('brings an adaptation back as it went out, on exactly what it was made on', async () => {
    const base = plan();
    const mine = plan((t) => {
      t.steps['b']!.title = { zh: '乙改' };
    });
    const kept = ['/steps/b/lead'];
    const adaptation = adaptationOf(base, { template: mine, kept }, 'below');
    expect(adaptation).toMatchObject({ base: contentHash(base), applies: 'below' });
    const file = { kind: 'adaptation', name: 'x', adaptation } as const;
    const preview = await broughtIn(file, base, above(base), 'zh');
    expect([preview.after.steps['b']?.title, preview.kept, preview.findings]).toEqual([{ zh: '乙改' }, kept, []]);
    const newer = plan((t) => {
      t.steps['a']!.title = { zh: '甲新' };
    });
    expect(codes(await broughtIn(file, newer, above(newer), 'zh'))).toEqual(['adaptation.other-base']);
    await expect(broughtIn(file, base, above(null), 'zh')).rejects.toThrow('designs.file.adaptation');
  });

  it('changes nothing that the level above does not leave open', async () => {
    const base = plan();
    const bold = plan((t) => {
      t.steps['a']!.title = { zh: '甲改' };
    });
    const preview = await broughtIn({ kind: 'json', name: 'x', document: { ...bold } }, base, above(base), 'zh');
    expect([preview.operations, preview.findings.length]).toEqual([[], 1]);
  });
});
