import { describe, expect, it } from '@jest/globals';
import { applyOperation, contentHash, firstChosen, marksAmong, type Template, templateSchema } from '@gangmu/core';
import { adaptationOf, fileOf } from '../export/files.js';
import { fileBrought, type VersionOf } from './file-brought.js';
import type { Preview } from './preview.js';

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
const open = (template: Template, base: Template | null = null) => ({
  template,
  base,
  kept: [],
  grants: [],
  provenance: null,
});
const above = (base: Template | null) => ({ base, grants: [], provenance: null, applies: 'below' as const });
const none: VersionOf = async () => null;
const titled = (id: 'a' | 'b', zh: string) => plan((t) => (t.steps[id]!.title = { zh }));
const json = (document: object) => ({ kind: 'json' as const, name: 'x', document: { ...document } });
const lines = ({ brought }: Preview) =>
  (brought?.proposals ?? []).map(({ sentence, doubt }) => `${sentence.path}${doubt === null ? '' : ` ${doubt}`}`);
const codes = (found: Preview) => found.findings.map(({ code }) => code);

describe('a file brought into a plan that is open', () => {
  it('proposes what it says differently, and may take the place of the whole', async () => {
    const other = plan((t) => {
      t.id = 'other';
      t.steps['a']!.title = { zh: '甲改' };
      delete t.steps['b'];
    });
    const preview = await fileBrought(json(other), open(plan()), none, 'zh');
    expect(lines(preview)).toEqual(['/steps/a/title', '/steps/b only-here']);
    const done = applyOperation(plan(), preview.whole!);
    expect(done.ok && done.value.template).toEqual({ ...other, id: 'plan' });
  });

  it('is nothing where it says the same, or is none', async () => {
    const same = await fileBrought(json(plan()), open(plan()), none, 'zh');
    expect([lines(same), same.findings, same.whole]).toEqual([[], [], null]);
    const broken = await fileBrought(json({}), open(plan()), none, 'zh');
    expect([broken.brought, broken.findings.length > 0]).toEqual([null, true]);
  });

  it('is merged where the version is there that it was exported from', async () => {
    const published = plan();
    const now = plan((t) => {
      t.steps['b']!.title = { zh: '后来改的' };
    });
    const madeFrom = { hash: contentHash(published), number: 3 };
    const blob = await fileOf('json', { template: titled('a', '甲改'), kept: [] }, { ...above(null), madeFrom }, 'zh');
    const document = JSON.parse(await blob.text()) as Record<string, unknown>;
    const file = { kind: 'json' as const, name: 'x', document };
    const versionOf: VersionOf = async (hash) => (hash === madeFrom.hash ? published : null);
    const merged = await fileBrought(file, open(now), versionOf, 'zh');
    expect([lines(merged), merged.from.version]).toEqual([['/steps/a/title'], madeFrom]);
    const foreign = await fileBrought(json({ ...document, id: 'other' }), open(now), versionOf, 'zh');
    expect([foreign.brought?.against, foreign.from.version]).toEqual(['other', null]);
    const compared = await fileBrought(file, open(now), none, 'zh');
    expect([lines(compared), compared.from.version]).toEqual([['/steps/a/title', '/steps/b/title'], null]);
  });

  it('brings an adaptation back as it went out, on what it was made on, also where that is no longer the newest', async () => {
    const base = plan();
    const kept = ['/steps/b/lead'];
    const adaptation = adaptationOf(base, { template: titled('b', '乙改'), kept }, 'below');
    expect(adaptation).toMatchObject({ base: contentHash(base), applies: 'below' });
    const file = { kind: 'adaptation', name: 'x', adaptation } as const;
    const preview = await fileBrought(file, open(base, base), none, 'zh');
    expect([lines(preview), preview.findings, preview.whole]).toEqual([['/steps/b/title', '/steps/b/lead'], [], null]);
    expect(marksAmong(preview.brought!, firstChosen(preview.brought!, preview.locked))).toEqual(kept);
    const newer = titled('a', '甲新');
    expect(codes(await fileBrought(file, open(newer, newer), none, 'zh'))).toEqual(['adaptation.other-base']);
    expect(lines(await fileBrought(file, open(newer, newer), async () => base, 'zh'))).toEqual(lines(preview));
    await expect(fileBrought(file, open(base), none, 'zh')).rejects.toThrow('designs.file.adaptation');
  });

  it('names what the level above does not leave open, and leaves the rest to choose', async () => {
    const base = plan();
    const bold = plan((t) => {
      t.steps['a']!.title = { zh: '甲改' };
      t.steps['b']!.title = { zh: '乙改' };
    });
    const { brought, locked, whole } = await fileBrought(json(bold), open(base, base), none, 'zh');
    expect([...locked.values()].map(({ path }) => path)).toEqual(['/steps/a/title']);
    expect([firstChosen(brought!, locked).size, whole]).toEqual([1, null]);
  });

  it('lays a foreign drawing over the plan: what a drawing cannot say stays', async () => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P" name="样例">
      <laneSet id="L"><lane id="first" name="一"><flowNodeRef>a</flowNodeRef><flowNodeRef>c</flowNodeRef></lane></laneSet>
      <task id="a" name="甲" /><task id="c" name="丙" /><sequenceFlow id="f" sourceRef="a" targetRef="c" /></process></definitions>`;
    const preview = await fileBrought({ kind: 'bpmn', name: 'x', xml }, open(plan()), none, 'zh');
    expect(lines(preview)).toEqual(['/steps/b only-here', '/steps/c', '/edges/f']);
    expect(codes(preview)).toContain('bpmn.no-window');
  });
});
