import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { templateOf } from '../run/run.given.js';
import type { Step, Template } from '../template/document.js';
import { chances, countyTemplate, edited, variedTemplate } from './adaptation.given.js';
import { differenceOf } from './difference.js';
import { mergeTemplates } from './merge-templates.js';
import { same, templateShape, valueAt, within } from './shape.js';

const county = countyTemplate();
const sample = variedTemplate();
const triples = fc
  .record({ county: fc.nat(39).map((n) => n === 7), theirs: chances(6), mine: chances(6) })
  .map((one) => {
    const base = one.county ? county : sample;
    return { base, theirs: edited(base, one.theirs), mine: edited(base, one.mine) };
  });
const alike = (a: unknown, b: unknown): boolean => same(templateShape, a, b);
const small = () =>
  templateOf({
    steps: { a: { supporting: ['x', 'y'], tags: ['t'] }, b: {} },
    registers: { r: { title: { zh: '名册' } } },
  });

describe('the data merge', () => {
  it('gives mine where theirs changed nothing: merge(b, b, m) = m', () => {
    fc.assert(
      fc.property(triples, ({ base, mine }) => {
        const { template, clashes } = mergeTemplates(base, structuredClone(base), mine);
        expect([clashes, alike(template, mine)]).toEqual([[], true]);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives theirs where mine changed nothing: merge(b, n, b) = n', () => {
    fc.assert(
      fc.property(triples, ({ base, theirs }) => {
        const { template, clashes } = mergeTemplates(base, theirs, structuredClone(base));
        expect([clashes, alike(template, theirs)]).toEqual([[], true]);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives what both made of it: merge(b, n, n) = n', () => {
    fc.assert(
      fc.property(triples, ({ base, theirs }) => {
        const { template, clashes } = mergeTemplates(base, theirs, structuredClone(theirs));
        expect([clashes, alike(template, theirs)]).toEqual([[], true]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same both ways round, and clashes at the same places', () => {
    fc.assert(
      fc.property(triples, ({ base, theirs, mine }) => {
        const one = mergeTemplates(base, theirs, mine);
        const other = mergeTemplates(base, mine, theirs);
        expect(other.clashes.map(({ path }) => path).toSorted()).toEqual(
          one.clashes.map(({ path }) => path).toSorted(),
        );
        if (one.clashes.length > 0 || differ(base, theirs, mine)) return;
        expect(alike(one.template, other.template)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('loses nothing of mine: every change is in the result, in a clash, or what theirs says too', () => {
    fc.assert(
      fc.property(triples, ({ base, theirs, mine }) => {
        const { template, clashes } = mergeTemplates(base, theirs, mine);
        for (const [path, change] of Object.entries(differenceOf(base, mine))) {
          if (clashes.some((clash) => within(path, clash.path) || within(clash.path, path))) continue;
          if (change.op === 'members') {
            const now = valueAt(template, path) as string[];
            for (const member of change.add) expect([path, now]).toEqual([path, expect.arrayContaining([member])]);
            for (const member of change.remove) expect(now).not.toContain(member);
          } else if (change.op === 'add' || change.op === 'set') expect(valueAt(template, path)).toBeDefined();
          else expect([path, valueAt(template, path)]).toEqual([path, undefined]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('tells the clashes apart', () => {
    const base = small();
    const [theirs, mine] = [small(), small()];
    stepOf(theirs, 'a').title = { zh: '上级改' };
    stepOf(mine, 'a').title = { zh: '本级改' };
    delete theirs.registers['r'];
    mine.registers['r'] = { title: { zh: '新名册' } };
    delete mine.steps['b'];
    stepOf(theirs, 'b').order = 4;
    theirs.roles['w'] = { title: { zh: '宣传组' }, substitute: 'superior' };
    mine.roles['w'] = { title: { zh: '文宣组' }, substitute: 'superior' };
    const { clashes, template } = mergeTemplates(base, theirs, mine);
    expect(Object.fromEntries(clashes.map((clash) => [clash.path, clash.class]))).toEqual({
      '/steps/a/title': 'both-edited',
      '/registers/r': 'edited-removed',
      '/steps/b': 'edited-removed',
      '/roles/w': 'same-id',
    });
    expect(alike(template, theirs)).toBe(true);
  });

  it('merges sets by members and maps that both sides brought by their entries', () => {
    const base = small();
    const [theirs, mine] = [small(), small()];
    stepOf(theirs, 'a').supporting = ['y', 'z'];
    stepOf(mine, 'a').supporting = ['x', 'y', 'w'];
    stepOf(theirs, 'b').fieldMandates = { guidance: 'free' };
    stepOf(mine, 'b').fieldMandates = { order: 'free' };
    const { clashes, template } = mergeTemplates(base, theirs, mine);
    expect(clashes).toEqual([]);
    expect(template.steps['a']?.supporting).toEqual(['y', 'z', 'w']);
    expect(template.steps['b']?.fieldMandates).toEqual({ guidance: 'free', order: 'free' });
  });

  it('asks where what was kept on purpose changes above', () => {
    const base = small();
    const theirs = small();
    stepOf(theirs, 'a').estimatedMinutes = 90;
    const kept = ['/steps/a/estimatedMinutes'];
    expect(mergeTemplates(base, theirs, small(), kept).clashes).toMatchObject([
      { class: 'both-edited', path: kept[0], base: 30, theirs: 90, mine: 30 },
    ]);
    expect(mergeTemplates(base, small(), small(), kept).clashes).toEqual([]);
  });
});

/** Where both moved the same box, each keeps its own move: the one thing that is not the same both ways round. */
const differ = (base: unknown, theirs: unknown, mine: unknown): boolean => {
  const layout = (value: unknown) => JSON.stringify(valueAt(value, '/layout'));
  return layout(base) !== layout(theirs) && layout(base) !== layout(mine);
};

function stepOf(template: Template, id: string): Step {
  const step = template.steps[id];
  if (!step) throw new Error(`there is no step ${id}`);
  return step;
}
