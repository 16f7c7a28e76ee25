import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleTemplate } from '../lint-rules/rule-tester.given.js';
import { contentHash } from './content-hash.js';
import { templateSchema } from './document.js';
import { effectiveFor, verdict } from './effective.js';
import { templateGraph } from './graph.js';
import { mandateOf } from './mandate.js';
import { itemsExpected, planFor, weeklyLoad } from './plan.js';
import { cn } from '../calendar/cn.js';

const sample = templateSchema.parse(sampleTemplate());

describe('the union graph', () => {
  it('orders steps after what they wait for, whichever way', () => {
    const { order, cycles } = templateGraph(sample);
    expect(cycles).toEqual([]);
    const at = (node: string) => order.indexOf(node);
    expect(at('step:kickoff')).toBeLessThan(at('step:reading'));
    expect(at('step:reading')).toBeLessThan(at('phase:rectify'));
    expect(at('phase:rectify')).toBeLessThan(at('step:plan'));
    expect([...templateGraph(sample).stepsBefore('plan')].toSorted()).toEqual(['kickoff', 'reading']);
  });

  it('has either a whole order or a cycle, and every cycle is one', () => {
    const ids = ['kickoff', 'reading', 'plan'];
    const edge = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 6 }), (edges) => {
        const template = templateSchema.parse(
          sampleTemplate((t) => void (t.edges = Object.fromEntries(edges.map((one, n) => [`e${n}`, one])))),
        );
        const { order, nodes, cycles, arrows } = templateGraph(template);
        expect(cycles.length > 0).toBe(order.length < nodes.length);
        for (const cycle of cycles)
          for (const node of cycle) expect(arrows.some((a) => a.from === node && cycle.includes(a.to))).toBe(true);
      }),
    );
  });
});

describe('the content hash', () => {
  it('is about meaning: neither layout nor the order of keys changes it', () => {
    const hash = contentHash(sample);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash({ ...sample, layout: { plan: { x: 1, y: 2 } } })).toBe(hash);
    const turned = Object.fromEntries(Object.entries(sample).toReversed()) as typeof sample;
    expect(contentHash(turned)).toBe(hash);
    expect(contentHash({ ...sample, noun: { zh: '专项行动' } })).not.toBe(hash);
  });
});

describe('what applies to a unit', () => {
  it('leaves open what is not known, and nothing else', () => {
    const village = { category: 'village' };
    expect(verdict({ '==': [{ var: 'unit.category' }, 'village'] }, village)).toBe(true);
    expect(verdict({ '==': [{ var: 'unit.rank' }, 'county'] }, village)).toBeUndefined();
    expect(verdict({ and: [{ '==': [{ var: 'unit.rank' }, 'x'] }, false] }, village)).toBe(false);
    expect(verdict({ or: [{ '>': [{ var: 'item.a.b' }, 1] }, true] }, village)).toBe(true);
  });

  it('follows needs through skipped steps, but not mere order', () => {
    const skip = (kind: 'needs' | 'order') =>
      templateSchema.parse(
        sampleTemplate((t) => {
          Object.assign(t.steps['kickoff'] ?? {}, { when: { '==': [{ var: 'unit.category' }, 'organ'] } });
          t.edges = { a: { from: 'kickoff', to: 'reading', kind } };
        }),
      );
    expect([...effectiveFor(skip('needs'), { category: 'village' }).keys()]).toEqual(['plan']);
    expect([...effectiveFor(skip('order'), { category: 'village' }).keys()]).toEqual(['reading', 'plan']);
  });
});

describe('the plan', () => {
  it('dates every step, earliest and planned', () => {
    const { steps } = planFor(sample, null, { calendar: cn });
    expect(steps.get('kickoff')).toMatchObject({ earliestOpen: '2026-03-02', due: '2026-03-20' });
    expect(steps.get('reading')).toMatchObject({ earliestEnd: '2026-03-05', open: '2026-03-20', due: '2026-04-20' });
    expect(steps.get('plan')).toMatchObject({ earliestOpen: '2026-03-05', open: '2026-04-20', due: '2026-08-28' });
  });

  it('counts every occurrence', () => {
    const template = templateSchema.parse(
      sampleTemplate((t) => {
        const [start, end] = [{ from: 'campaign-start' as const }, { from: 'campaign-end' as const }];
        Object.assign(t.steps['kickoff'] ?? {}, {
          occurrences: { mode: 'every', period: 'month', start, end },
          deadlines: {},
        });
        Object.assign(t.steps['reading'] ?? {}, { occurrences: { mode: 'each', register: 'leaders' } });
        Object.assign(t.steps['plan'] ?? {}, { kind: 'milestone', evidence: {} });
      }),
    );
    const unit = { category: 'village' };
    expect(itemsExpected(template, unit, template.window, { calendar: cn, registerSizes: { leaders: 5 } })).toBe(11);
  });

  it('spreads minutes from opening to due without losing any', () => {
    const weeks = weeklyLoad([{ step: 'a', open: '2026-03-02', due: '2026-03-11' }], () => 100);
    expect([...weeks.keys()]).toEqual(['2026-03-02', '2026-03-09']);
    expect(weeks.get('2026-03-02')).toBeCloseTo(70);
    expect(weeks.get('2026-03-09')).toBeCloseTo(30);
  });
});

describe('mandates', () => {
  it('are fixed unless an element says otherwise, and fields may say more', () => {
    const template = templateSchema.parse(
      sampleTemplate((t) =>
        Object.assign(t.steps['plan'] ?? {}, { mandate: 'tighten', fieldMandates: { guidance: 'free' } }),
      ),
    );
    expect(mandateOf(template, ['title'])).toEqual({ mandate: 'fixed', setAt: [] });
    expect(mandateOf(template, ['steps', 'plan', 'title'])).toEqual({ mandate: 'tighten', setAt: ['steps', 'plan'] });
    expect(mandateOf(template, ['steps', 'plan', 'guidance', 'zh']).mandate).toBe('free');
    expect(mandateOf(template, ['steps', 'nowhere', 'title']).mandate).toBe('fixed');
  });
});
