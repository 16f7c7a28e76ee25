import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chances, edited } from '../adaptation/adaptation.given.js';
import { newlyBroken } from '../adaptation/newly-broken.js';
import { danglingIn } from '../adaptation/references.js';
import { soundTemplate } from '../adaptation/locked-template.given.js';
import { same, templateShape, valueAt } from '../adaptation/shape.js';
import { richSample } from '../operations/rich-sample.given.js';
import { templateOf } from '../run/run.given.js';
import type { Step, Template } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { hasWords, say } from '../words/words.js';
import {
  bringIn,
  type BroughtIn,
  firstChosen,
  lockedProposals,
  marksAmong,
  takeProposals,
  withNeeded,
  withoutThose,
  withProposals,
} from './bring-in.js';

const alike = (a: unknown, b: unknown): boolean => same(templateShape, a, b);
const bare = ({ layout: _layout, ...rest }: Template): unknown => rest;
const plan = () =>
  templateOf({
    steps: { a: {}, b: { guidance: { zh: '先看文件' } }, c: {} },
    edges: ['a>b', 'b>c'],
  });
function changed(template: Template, change: (next: Template) => void): Template {
  const next = structuredClone(template);
  change(next);
  return next;
}
const all = ({ proposals }: BroughtIn): Set<string> => new Set(proposals.map(({ id }) => id));
const about = ({ proposals }: BroughtIn, path: string): string =>
  proposals.find(({ sentence }) => sentence.path === path)?.id ?? `nothing about ${path}`;
function taken(brought: BroughtIn, chosen: Set<string> = all(brought)): Template {
  const done = withProposals(brought, chosen);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.template;
}
function step(template: Template, id: string): Step {
  const found = template.steps[id];
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}
const copyOf = (template: Template, id: string): Step => structuredClone(step(template, id));

describe('a file brought in', () => {
  it('proposes each thing it says differently, under a sentence', () => {
    const mine = plan();
    const file = changed(mine, (t) => {
      step(t, 'a').title = { zh: '改名' };
      t.steps['d'] = { ...copyOf(t, 'a'), title: { zh: '新的' } };
      delete t.steps['c'];
      delete t.edges['e1'];
    });
    const brought = bringIn(mine, file);
    expect(brought.against).toBe('same-plan');
    expect(brought.proposals.map(({ sentence: { path, kind } }) => [path, kind])).toEqual(
      expect.arrayContaining([
        ['/steps/a/title', 'changed'],
        ['/steps/d', 'added'],
        ['/steps/c', 'removed'],
        ['/edges/e1', 'removed'],
      ]),
    );
    expect(firstChosen(brought, new Map()).size).toBe(4);
    expect(taken(brought)).toEqual(file);
    expect(takeProposals(brought, new Set())).toBeNull();
    expect(taken(brought, new Set())).toBe(mine);
  });

  it('stays the same plan, and asks before it takes away what another file never had', () => {
    const mine = plan();
    const file = changed(mine, (t) => {
      t.id = 'other';
      delete step(t, 'b').guidance;
      step(t, 'a').title = { zh: '改名' };
    });
    const brought = bringIn(mine, file);
    expect(brought.against).toBe('other');
    const kept = about(brought, '/steps/b/guidance');
    expect(brought.proposals.find(({ id }) => id === kept)?.doubt).toBe('only-here');
    expect(firstChosen(brought, new Map())).toEqual(new Set([about(brought, '/steps/a/title')]));
    expect(taken(brought).id).toBe(mine.id);
  });

  it('says nothing of what changed here since, where it is known what the file was made from', () => {
    const base = plan();
    const mine = changed(base, (t) => {
      t.steps['own'] = { ...copyOf(t, 'a'), title: { zh: '后来加的' } };
      step(t, 'a').title = { zh: '这里改的' };
    });
    const file = changed(base, (t) => {
      step(t, 'a').title = { zh: '文件改的' };
      step(t, 'c').title = { zh: '丙改' };
    });
    const brought = bringIn(mine, file, { base });
    expect(brought.against).toBe('merge');
    expect(brought.proposals.map(({ sentence, doubt }) => [sentence.path, doubt])).toEqual([
      ['/steps/a/title', 'clash'],
      ['/steps/c/title', null],
    ]);
    expect(firstChosen(brought, new Map())).toEqual(new Set([about(brought, '/steps/c/title')]));
    expect(taken(brought).steps['own']).toBeDefined();
  });

  it('ticks along what a change names, and what names what goes', () => {
    const mine = plan();
    const brought = bringIn(
      mine,
      changed(mine, (t) => {
        t.roles['new'] = { title: { zh: '新岗位' }, substitute: 'superior' };
        t.steps['d'] = { ...copyOf(t, 'a'), lead: 'new' };
        t.edges['cd'] = { from: 'c', to: 'd', kind: 'order' };
        delete t.steps['a'];
        delete t.edges['e0'];
      }),
    );
    const [role, d, cd, a, ab] = ['/roles/new', '/steps/d', '/edges/cd', '/steps/a', '/edges/e0'].map((path) =>
      about(brought, path),
    ) as [string, string, string, string, string];
    expect(withNeeded(brought, [cd])).toEqual(new Set([cd, d, role]));
    expect(withNeeded(brought, [a])).toEqual(new Set([a, ab]));
    expect(withoutThose(brought, all(brought), [role])).toEqual(new Set([a, ab]));
    expect(Object.keys(taken(brought, new Set([cd])).roles)).toContain('new');
  });

  it('moves cards where the file has them, all together; those of new and removed steps go with them', () => {
    const mine = changed(plan(), (t) => (t.layout = { a: { x: 1, y: 1 }, b: { x: 2, y: 2 }, c: { x: 3, y: 3 } }));
    const brought = bringIn(
      mine,
      changed(mine, (t) => {
        t.layout = { a: { x: 9, y: 9 }, b: { x: 8, y: 8 }, d: { x: 4, y: 4 } };
        t.steps['d'] = copyOf(t, 'a');
        delete t.steps['c'];
        delete t.edges['e1'];
      }),
    );
    expect(brought.proposals.filter(({ sentence }) => sentence.path === '/layout')).toHaveLength(1);
    expect(say('zh', 'compare.layout', { count: 2 })).toBe('画布上 2 处的位置有调整');
    expect(hasWords('en', 'compare.layout')).toBe(true);
    expect(taken(brought).layout).toEqual(brought.target.layout);
    expect(taken(brought, new Set([about(brought, '/steps/d')])).layout).toEqual({ ...mine.layout, d: { x: 4, y: 4 } });
    // Known where they stood, those that were moved here stay.
    const moved = changed(mine, (t) => (t.layout = { a: { x: 5, y: 5 }, b: { x: 2, y: 2 }, c: { x: 3, y: 3 } }));
    const file = changed(mine, (t) => (t.layout = { a: { x: 1, y: 1 }, b: { x: 7, y: 7 } }));
    const merged = bringIn(moved, file, { base: mine });
    expect(merged.target.layout).toEqual({ ...moved.layout, b: { x: 7, y: 7 } });
    expect(bringIn(moved, mine, { base: mine }).proposals).toEqual([]);
    const silent = changed(mine, (t) => delete t.layout);
    expect(bringIn(mine, silent).proposals).toEqual([]);
  });

  it('marks what the file keeps on purpose, where both say the same', () => {
    const mine = plan();
    const file = changed(mine, (t) => (step(t, 'a').title = { zh: '改名' }));
    const brought = bringIn(mine, file, { base: mine, kept: ['/steps/b/title', '/steps/a/title'] });
    expect(brought.proposals.map(({ sentence, places }) => [sentence.path, sentence.code, places.length])).toEqual([
      ['/steps/a/title', 'compare.renamed', 1],
      ['/steps/b/title', 'compare.kept', 0],
    ]);
    const chosen = firstChosen(brought, new Map());
    expect(marksAmong(brought, chosen)).toEqual(['/steps/b/title']);
    expect(takeProposals(brought, new Set([about(brought, '/steps/b/title')]))).toBeNull();
  });

  it('names what is locked, with what needs it; the rest can be taken', () => {
    const base = soundTemplate();
    const file = changed(base, (t) => {
      step(t, 'fixed').title = { zh: '改名' };
      step(t, 'optional').title = { zh: '自己的名字' };
    });
    const brought = bringIn(base, file);
    const locked = lockedProposals(brought, (after) => newlyBroken(base, base, after, {}));
    expect([...locked.keys()]).toEqual([about(brought, '/steps/fixed/title')]);
    for (const { code } of locked.values()) expect(hasWords('zh', code)).toBe(true);
    expect(firstChosen(brought, locked)).toEqual(new Set([about(brought, '/steps/optional/title')]));
  });

  it('locks what hangs nowhere with its arrow, and nothing for being one too many', () => {
    const base = soundTemplate();
    const local = (hangsAt: Step['hangsAt']) => ({ ...copyOf(base, 'fixed'), hangsAt });
    const file = changed(base, (t) => {
      t.steps['loose'] = local(undefined);
      t.edges['loose'] = { from: 'fixed', to: 'loose', kind: 'order' };
      for (const id of ['own1', 'own2', 'own3']) t.steps[id] = local({ at: 'phase', phase: 'one' });
    });
    const brought = bringIn(base, file);
    const locked = lockedProposals(brought, (after) => newlyBroken(base, base, after, {}));
    expect([...locked.keys()].toSorted()).toEqual(
      [about(brought, '/edges/loose'), about(brought, '/steps/loose')].toSorted(),
    );
    expect(newlyBroken(base, base, taken(brought, firstChosen(brought, locked)), {}).map(({ code }) => code)).toEqual([
      'refine.too-many-local',
    ]);
  });
});

const samples = [richSample(), soundTemplate()];
const soundOr = (template: Template, other: Template): Template => (parseTemplate(template).ok ? template : other);
const pairs = fc
  .record({
    of: fc.nat(5).map((n) => (n === 1 ? 0 : 1)),
    mine: chances(4),
    file: chances(6),
    ticks: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
  })
  .map(({ of, mine, file, ticks }) => {
    const base = samples[of] ?? richSample();
    return { base, mine: soundOr(edited(base, mine), base), file: soundOr(edited(base, file), base), ticks };
  });

describe('laws of bringing in', () => {
  it('taking all is the file, taking none is the plan', () => {
    fc.assert(
      fc.property(pairs, ({ mine, file }) => {
        const brought = bringIn(mine, file);
        expect(alike(bare(taken(brought)), bare(file))).toBe(true);
        expect(alike(taken(brought), brought.target)).toBe(true);
        expect(taken(brought, new Set())).toBe(mine);
        const places = brought.proposals.flatMap((one) => one.places);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('any choice is a sound document that names nothing missing that neither side missed', () => {
    fc.assert(
      fc.property(pairs, ({ base, mine, file, ticks }) => {
        for (const brought of [bringIn(mine, file), bringIn(mine, file, { base })]) {
          const chosen = withNeeded(
            brought,
            brought.proposals.filter((_, index) => ticks[index % ticks.length]).map(({ id }) => id),
          );
          const after = taken(brought, chosen);
          expect(parseTemplate(after)).toEqual({ ok: true, template: after });
          const known = [...danglingIn(mine), ...danglingIn(brought.target)].map(({ target }) => target);
          expect(danglingIn(after).filter(({ target }) => !known.includes(target))).toEqual([]);
          for (const { id, places } of brought.proposals) {
            const side = chosen.has(id) ? brought.target : mine;
            for (const path of places) expect(valueAt(after, path)).toEqual(valueAt(side, path));
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
