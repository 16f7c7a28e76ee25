import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import { sampleTemplate, stepOf } from '../lint-rules/rule-tester.given.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import type { Template, TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { hasWords } from '../words/words.js';
import { applyDifference } from './apply.js';
import { takenAsQuestions } from './declining.js';
import { differenceOf } from './difference.js';
import { mergeAdaptation } from './merge.js';
import { mergeChecks } from './merge-checks.js';
import type { Decision, Grant, Merge } from './model.js';
import { refines } from './refines.js';

const text = (zh: string) => ({ zh, en: zh });
type Edit = (template: TemplateInput) => void;

/** The county's plan: one step of each openness, and two extension points. */
const plan = (...edits: Edit[]): Template => {
  const parsed = parseTemplate(
    sampleTemplate((t) => {
      Object.assign(stepOf(t, 'reading'), { mandate: 'tighten', extension: { max: 2 } });
      Object.assign(stepOf(t, 'plan'), { mandate: 'free' });
      Object.assign(t.phases['study'] ?? {}, { extension: { max: 2 } });
      t.policies = {
        burden: {
          title: text('减负'),
          reason: text('为基层减负'),
          categories: ['village'],
          rule: { type: 'max-items', max: 6 },
        },
      };
      for (const edit of edits) edit(t);
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
};

const local = (more: object = {}): TemplateInput['steps'][string] => ({
  phase: 'study',
  hangsAt: { at: 'phase', phase: 'study' },
  kind: 'study',
  title: text('研讨'),
  lead: 'office',
  mandate: 'free',
  evidence: { days: { type: 'number', title: text('次数') } },
  deadlines: { main: { anchor: { from: 'date', date: '2026-05-20' } } },
  ...more,
});
const own: Edit = (t) => {
  t.steps['seminar'] = local();
};
const set =
  (step: string, fields: object): Edit =>
  (t) =>
    void Object.assign(stepOf(t, step), fields);
const deadline = (date: string) => ({ deadlines: { main: { anchor: { from: 'date', date } } } });

interface Sides {
  base?: Edit[];
  theirs?: Edit[];
  mine?: Edit[];
  decisions?: Decision[];
  grants?: Grant[];
}
function merge({ base = [], theirs = [], mine = [], decisions = [], grants = [] }: Sides) {
  const [b, n, m] = [plan(...base), plan(...base, ...theirs), plan(...base, ...mine)];
  const merged = mergeAdaptation({ base: b, newBase: n, mine: differenceOf(b, m), decisions, grants, calendar: cn });
  // Whatever is open, what stands is sound, and is what the difference makes of the new base.
  const errors = [...refines(n, merged.result, { grants }), ...lintTemplate(merged.result, { calendar: cn })];
  const known = new Set(lintTemplate(n, { calendar: cn }).map(({ code, path }) => code + path));
  expect(errors.filter((one) => one.severity === 'error' && !known.has(one.code + one.path))).toEqual([]);
  expect(applyDifference(n, merged.difference)).toEqual({ template: merged.result, findings: [] });
  for (const one of merged.conflicts.flatMap(({ findings, class: name }) => [
    ...findings,
    { code: `conflict.${name}` },
  ]))
    for (const lang of ['zh', 'en'] as const) expect([one.code, hasWords(lang, one.code)]).toEqual([one.code, true]);
  return merged;
}
const said = ({ conflicts }: Merge): string[] =>
  conflicts.map(({ class: name, path, mayKeep }) => `${name} ${path}${mayKeep ? ' may be kept' : ''}`);
const decide = (merged: Merge, choice: Decision['choice'], value?: unknown): Decision[] =>
  merged.conflicts.map(({ key }) => ({ conflict: key, choice, ...(value === undefined ? {} : { value }) }));

describe('taking over a new version', () => {
  it('takes what is new above and leaves what is one’s own, without a question', () => {
    const merged = merge({
      theirs: [set('kickoff', deadline('2026-03-24'))],
      mine: [own, set('kickoff', { post: text('张三') })],
    });
    expect(merged.conflicts).toEqual([]);
    expect(merged.onlyDatesAndPeople).toBe(true);
    expect(Object.keys(merged.taken)).toEqual(['/steps/kickoff/deadlines/main']);
    expect(merged.result.steps['kickoff']).toMatchObject({ ...deadline('2026-03-24'), post: text('张三') });
    expect(Object.keys(merged.difference)).toEqual(['/steps/kickoff/post', '/steps/seminar']);
  });

  it('is no table of dates when anything else changes', () => {
    expect(merge({ theirs: [set('kickoff', { title: text('动员大会') })] }).onlyDatesAndPeople).toBe(false);
  });

  it('1: asks where both sides edited, and does what was decided', () => {
    const sides: Sides = {
      theirs: [set('plan', { title: text('整改落实') })],
      mine: [set('plan', { title: text('整改销号') })],
    };
    const open = merge(sides);
    expect(said(open)).toEqual(['both-edited /steps/plan/title may be kept']);
    expect(open.result.steps['plan']?.title.zh).toBe('整改落实');
    expect(open.taken).toEqual({});

    const mine = merge({ ...sides, decisions: decide(open, 'mine') });
    expect([mine.conflicts, mine.result.steps['plan']?.title.zh, mine.decisions.length]).toEqual([[], '整改销号', 1]);
    const theirs = merge({ ...sides, decisions: decide(open, 'theirs') });
    expect([theirs.conflicts, theirs.difference]).toEqual([[], {}]);
    const edited = merge({ ...sides, decisions: decide(open, 'edit', text('整改到位')) });
    expect([edited.conflicts, edited.result.steps['plan']?.title.zh]).toEqual([[], '整改到位']);
    const nonsense = merge({ ...sides, decisions: decide(open, 'edit', 7) });
    expect(nonsense.conflicts[0]?.findings).toMatchObject([{ code: 'adaptation.unreadable-value' }]);
    expect(merge(sides).conflicts).toEqual(open.conflicts);
  });

  it('carries a decision over while the question is the same, and asks again when it is another', () => {
    const mine = [set('plan', { title: text('整改销号') })];
    const first = merge({ theirs: [set('plan', { title: text('整改落实') })], mine });
    const decisions = decide(first, 'mine');
    const same = [set('plan', { title: text('整改落实') }), set('kickoff', deadline('2026-03-27'))];
    expect(merge({ theirs: same, mine, decisions }).conflicts).toEqual([]);
    const other = merge({ theirs: [set('plan', { title: text('整改提高') })], mine, decisions });
    expect(said(other)).toEqual(['both-edited /steps/plan/title may be kept']);
    expect(other.decisions).toEqual([]);
  });

  it('2: asks where one side edited what the other took away', () => {
    const edited = [set('plan', { title: text('整改销号') })];
    const removed: Edit = (t) => void delete t.steps['plan'];
    expect(said(merge({ theirs: [removed], mine: edited }))).toEqual(['edited-removed /steps/plan']);
    const open = merge({ theirs: edited, mine: [removed] });
    expect(said(open)).toEqual(['edited-removed /steps/plan may be kept']);
    const gone = merge({ theirs: edited, mine: [removed], decisions: decide(open, 'mine') });
    expect([gone.result.steps['plan'], gone.difference]).toEqual([undefined, { '/steps/plan': { op: 'remove' } }]);
  });

  it('2: lets a step the level above did away with be kept as one of one’s own, where there is room', () => {
    const base: Edit[] = [(t) => void Object.assign(t.phases['rectify'] ?? {}, { extension: { max: 1 } })];
    const two: Edit = (t) => {
      t.steps['second'] = { ...stepOf(t, 'plan'), title: text('回头看') };
    };
    const removed: Edit = (t) => {
      delete t.steps['plan'];
      delete t.steps['second'];
    };
    const edited = set('plan', { title: text('整改销号') });
    const sides: Sides = { base: [...base, two], theirs: [removed], mine: [edited] };
    const open = merge(sides);
    expect(said(open)).toEqual(['edited-removed /steps/plan may be kept']);
    expect(open.conflicts[0]?.mine).not.toHaveProperty('hangsAt');
    const kept = merge({ ...sides, decisions: decide(open, 'mine') });
    expect([kept.conflicts, Object.keys(kept.difference)]).toEqual([[], ['/steps/plan']]);
    expect(kept.result.steps['plan']).toMatchObject({
      title: text('整改销号'),
      hangsAt: { at: 'phase', phase: 'rectify' },
    });
    // There is room for one only.
    const both: Sides = { ...sides, mine: [edited, set('second', { title: text('再回头') })] };
    const [first, second] = merge(both).conflicts;
    expect([first, second].map((one) => one?.mayKeep)).toEqual([true, true]);
    const one = merge({ ...both, decisions: [{ conflict: first?.key ?? '', choice: 'mine' }] });
    expect(said(one)).toEqual(['edited-removed /steps/second']);
    // The level above closed it as well.
    const closed: Edit = (t) => void delete t.phases['rectify']?.extension;
    expect(said(merge({ ...sides, theirs: [removed, closed] }))).toEqual(['edited-removed /steps/plan']);
  });

  it('3: asks about a local step whose anchor or extension point vanished, its dependencies with it', () => {
    const hanging: Edit = (t) => {
      own(t);
      t.edges = { ...t.edges, own: { from: 'kickoff', to: 'seminar' } };
    };
    const closed: Edit = (t) => void delete t.phases['study']?.extension;
    const open = merge({ theirs: [closed], mine: [hanging] });
    expect(said(open)).toEqual(['anchor-vanished /steps/seminar']);
    expect(open.conflicts[0]?.with).toEqual(['/edges/own']);
    expect(open.conflicts[0]?.mine).toMatchObject({ title: text('研讨') });
    expect(open.difference).toEqual({});
    const moved = plan((t) => void (t.steps['seminar'] = local({ hangsAt: { at: 'step', step: 'reading' } }))).steps;
    const kept = merge({ theirs: [closed], mine: [hanging], decisions: decide(open, 'edit', moved['seminar']) });
    expect(kept.conflicts).toEqual([]);
    expect(Object.keys(kept.difference)).toEqual(['/steps/seminar', '/edges/own']);

    const anchored: Edit = (t) => {
      t.steps['seminar'] = local({ deadlines: { main: { anchor: { from: 'step-ended', step: 'visit' }, offset: 9 } } });
    };
    const visit: Edit = (t) => {
      t.steps['visit'] = { ...local({ mandate: 'fixed' }), title: text('走访') };
      delete t.steps['visit'].hangsAt;
    };
    const gone: Edit = (t) => void delete t.steps['visit'];
    expect(said(merge({ base: [visit], theirs: [gone], mine: [anchored] }))).toEqual([
      'anchor-vanished /steps/seminar',
    ]);
  });

  it('asks again where an edit is no answer to the question', () => {
    const open: Edit = (t) => Object.assign(t.phases['study'] ?? {}, { mandate: 'free' });
    const closed: Edit = (t) => void delete t.phases['study']?.extension;
    const sides: Sides = { base: [open], theirs: [closed], mine: [own] };
    const first = merge(sides);
    expect(said(first)).toEqual(['anchor-vanished /steps/seminar']);
    const insisting = merge({ ...sides, decisions: decide(first, 'edit', first.conflicts[0]?.mine) });
    expect([said(insisting), insisting.decisions]).toEqual([said(first), []]);
  });

  it('4: asks where something is newly locked, unless a variance was granted', () => {
    const sides: Sides = {
      theirs: [set('plan', { mandate: 'fixed' })],
      mine: [set('plan', { title: text('整改销号'), post: text('李四') })],
    };
    const open = merge(sides);
    expect(said(open)).toEqual(['newly-locked /steps/plan/title']);
    expect(open.conflicts[0]?.findings.length).toBeGreaterThan(0);
    expect(open.result.steps['plan']).toMatchObject({ title: text('整改'), post: text('李四') });
    const insisting = merge({ ...sides, decisions: decide(open, 'mine') });
    expect(insisting.conflicts).toEqual(open.conflicts);
    const grant: Grant = {
      id: 'g',
      path: '/steps/plan/title',
      allows: 'change',
      units: ['town'],
      reason: '本镇另有叫法',
      grantedBy: 'county',
    };
    expect(merge({ ...sides, grants: [grant] }).conflicts).toEqual([]);
  });

  it('5: asks where the result breaks a rule, and names the change that does it', () => {
    const early: Edit = (t) => {
      t.steps['seminar'] = local({ deadlines: { main: { anchor: { from: 'date', date: '2026-03-09' } } } });
    };
    const open = merge({
      theirs: [(t) => Object.assign(t, { window: { start: '2026-04-01', end: '2026-08-31' } })],
      mine: [early],
    });
    expect(said(open).filter((one) => one.startsWith('breaks-rule'))).toEqual(['breaks-rule /steps/seminar']);

    const three: Edit = (t) => {
      for (const id of ['one', 'two']) t.steps[id] = local({ title: text(id) });
    };
    const policy = merge({
      theirs: [
        (t) =>
          void (t.policies = {
            ...t.policies,
            items: {
              title: text('少而精'),
              reason: text('减负'),
              categories: ['village'],
              rule: { type: 'max-items', max: 4 },
            },
          }),
      ],
      mine: [three],
    });
    expect(said(policy)).toEqual(['breaks-rule /steps/two']);
    expect(policy.result.steps['one']).toBeDefined();

    const tooMany = merge({
      theirs: [
        (t) =>
          void (t.policies = {
            ...t.policies,
            extras: {
              title: text('自选从简'),
              reason: text('减负'),
              rule: { type: 'max-local-steps', max: 1 },
            },
          }),
      ],
      mine: [three],
    });
    expect(said(tooMany)).toEqual(['breaks-rule /steps/two']);

    const there: Edit = (t) => void (t.edges = { ...t.edges, back: { from: 'reading', to: 'plan' } });
    const back: Edit = (t) => void (t.edges = { ...t.edges, forth: { from: 'plan', to: 'kickoff' } });
    const cycle = merge({ base: [set('kickoff', { mandate: 'free' })], theirs: [there], mine: [back] });
    expect(said(cycle)).toEqual(['breaks-rule /edges/forth']);
  });

  it('6: asks where the same id was added on both sides', () => {
    const theirs: Edit = (t) => {
      t.roles = { ...t.roles, w: { title: text('宣传组') } };
    };
    const mine: Edit = (t) => {
      t.roles = { ...t.roles, w: { title: text('文宣组') } };
    };
    expect(said(merge({ theirs: [theirs], mine: [mine] }))).toEqual(['same-id /roles/w']);
    const alike = merge({ theirs: [theirs], mine: [theirs] });
    expect([alike.conflicts, alike.difference]).toEqual([
      [],
      { '/roles/w': { op: 'set', value: { title: text('宣传组'), substitute: 'superior' } } },
    ]);
  });

  it('keeps what was set on purpose, and asks when it changes above', () => {
    const b = plan();
    const kept = differenceOf(b, b, ['/steps/plan/estimatedMinutes']);
    const n = plan(set('plan', { estimatedMinutes: 60 }));
    const open = mergeAdaptation({ base: b, newBase: n, mine: kept, calendar: cn });
    expect(said(open)).toEqual(['both-edited /steps/plan/estimatedMinutes may be kept']);
    const decisions = decide(open, 'mine');
    const done = mergeAdaptation({ base: b, newBase: n, mine: kept, calendar: cn, decisions });
    expect(done.difference).toEqual({ '/steps/plan/estimatedMinutes': { op: 'set', value: 30 } });
    expect(mergeAdaptation({ base: b, newBase: plan(own), mine: kept, calendar: cn }).difference).toEqual(kept);
  });

  it('lets what was taken without a question be declined where the mandate allows it', () => {
    const b = plan();
    const n = plan(set('plan', deadline('2026-08-14')), set('kickoff', deadline('2026-03-24')));
    const input = { base: b, newBase: n, mine: {}, calendar: cn };
    const merged = mergeAdaptation(input);
    const offered = takenAsQuestions({ ...input, checks: mergeChecks({ calendar: cn }) }, merged);
    expect(offered.map(({ path, mayKeep }) => [path, mayKeep])).toEqual([
      ['/steps/kickoff/deadlines/main', false],
      ['/steps/plan/deadlines/main', true],
    ]);
    const decisions: Decision[] = offered.map(({ key }) => ({ conflict: key, choice: 'mine' }));
    const kept = mergeAdaptation({ ...input, decisions });
    expect(said(kept)).toEqual(['both-edited /steps/kickoff/deadlines/main']);
    expect(kept.difference).toEqual({
      '/steps/plan/deadlines/main': { op: 'set', value: b.steps['plan']?.deadlines['main'] },
    });
    expect([kept.taken, kept.decisions]).toEqual([{}, decisions.slice(1)]);
  });

  it('knows a question that was answered from one that was declined unasked, and stays what it was by answers', () => {
    const theirs = [set('plan', { post: text('甲岗') }), set('kickoff', deadline('2026-03-24'))];
    const mine = [set('plan', { post: text('乙岗') })];
    const open = merge({ theirs, mine });
    const [b, n] = [plan(), plan(...theirs)];
    const [offered] = takenAsQuestions({ base: b, newBase: n, checks: mergeChecks({ calendar: cn }) }, open);
    const decisions = [...decide(open, 'mine'), { conflict: offered?.key ?? '', choice: 'theirs' as const }];
    const done = merge({ theirs, mine, decisions });
    expect(done.answered.map(({ question, declined }) => [question.path, declined])).toEqual([
      ['/steps/kickoff/deadlines/main', true],
      ['/steps/plan/post', undefined],
    ]);
    expect([open.onlyDatesAndPeople, done.onlyDatesAndPeople]).toEqual([true, true]);
  });

  it('lets a date that is new above be declined where it may be taken away', () => {
    const b = plan();
    const n = plan((t) => {
      const step = stepOf(t, 'plan');
      step.deadlines = { ...step.deadlines, extra: { anchor: { from: 'date', date: '2026-08-14' } } };
    });
    const input = { base: b, newBase: n, mine: {}, calendar: cn };
    const [offered] = takenAsQuestions({ ...input, checks: mergeChecks({ calendar: cn }) }, mergeAdaptation(input));
    expect(offered).toMatchObject({ path: '/steps/plan/deadlines/extra', mayKeep: true });
    const kept = mergeAdaptation({ ...input, decisions: [{ conflict: offered?.key ?? '', choice: 'mine' }] });
    expect([kept.conflicts, kept.difference]).toEqual([[], { '/steps/plan/deadlines/extra': { op: 'remove' } }]);
  });

  it('keeps through every version above what was set on purpose, until somebody gives it up', () => {
    const b = plan(set('plan', { estimatedMinutes: 45 }));
    const mine = plan(set('plan', { estimatedMinutes: 60 }));
    const first = differenceOf(b, mine);
    // The level above comes to say the same; then it says something else again.
    const n = plan(set('plan', { estimatedMinutes: 60 }));
    const same = mergeAdaptation({ base: b, newBase: n, mine: first, calendar: cn });
    expect(same.difference).toEqual({ '/steps/plan/estimatedMinutes': { op: 'set', value: 60 } });
    const still = plan(set('plan', { estimatedMinutes: 60 }), set('kickoff', deadline('2026-03-24')));
    const twice = mergeAdaptation({ base: n, newBase: still, mine: same.difference, calendar: cn });
    expect([twice.conflicts, twice.difference]).toEqual([[], same.difference]);
    const input = { base: still, newBase: plan(set('plan', { estimatedMinutes: 30 })), mine: twice.difference };
    const asked = mergeAdaptation({ ...input, calendar: cn });
    expect(said(asked)).toEqual(['both-edited /steps/plan/estimatedMinutes may be kept']);
    const given = mergeAdaptation({ ...input, calendar: cn, decisions: decide(asked, 'theirs') });
    expect(given.difference).toEqual({});
  });

  it('loses no change that its own base has no place for', () => {
    const b = plan();
    const mine = { '/steps/gone/title': { op: 'set' as const, value: text('无') } };
    const open = mergeAdaptation({ base: b, newBase: b, mine, calendar: cn });
    expect(open.conflicts).toMatchObject([{ class: 'edited-removed', path: '/steps/gone/title', mine: text('无') }]);
  });
});
