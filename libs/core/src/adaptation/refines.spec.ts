import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Template } from '../template/document.js';
import { hasWords, say } from '../words/words.js';
import { chances, countyTemplate, edited } from './adaptation.given.js';
import { differenceOf } from './difference.js';
import { lockAt } from './lock.js';
import type { Grant } from './model.js';
import { refines } from './refines.js';
import { localStep, lockedTemplate } from './locked-template.given.js';
import { after, choice, type Choice, edit, grantsOf, put } from './refines.given.js';

const base = lockedTemplate();
const admitted = (from: Template, choices: readonly Choice[], grants: Grant[] = []): Template =>
  after(from, choices, (next) => refines(from, next, { grants }).length === 0);
const many = fc.array(choice, { maxLength: 9 });

describe('laws of refinement', () => {
  it('is reflexive, whatever the template', () => {
    const county = countyTemplate();
    fc.assert(
      fc.property(many, (choices) => {
        const any = after(base, choices, () => true);
        expect(refines(any, structuredClone(any))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(chances(6), (choices) => {
        const any = edited(county, choices);
        expect(refines(any, structuredClone(any))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('is transitive, modulo the same grants, from any template', () => {
    let moved = 0;
    fc.assert(
      fc.property(many, many, many, grantsOf, (first, second, third, grants) => {
        const from = after(base, first.slice(0, 5), () => true);
        const middle = admitted(from, second, grants);
        const last = admitted(middle, third, grants);
        if (middle !== from && last !== middle) moved += 1;
        expect(refines(from, last, { grants })).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(moved).toBeGreaterThan(700);
  });
});

type Edits = Record<string, unknown>;
const made = (edits: Edits, from: Template = base): Template =>
  Object.entries(edits).reduce<Template>((template, [path, value]) => {
    const next = put(template, path, value);
    if (!next) throw new Error(`no place ${path}`);
    return next;
  }, from);
const codes = (edits: Edits, grants: Grant[] = []): string[] =>
  refines(base, made(edits), { grants }).map(({ code, path }) => `${code.slice('refine.'.length)} ${path}`);

const text = (zh: string) => ({ zh });
const day = {
  anchor: { from: 'date', date: '2026-05-01' },
  offset: 0,
  unit: 'calendar-days',
  roll: 'none',
  at: '18:00',
};
const date = { type: 'date', title: text('日期'), required: true, order: 0 };
const inCategories = (...ids: string[]) => ({ in: [{ var: 'unit.category' }, ids] });
const reads = { '>': [{ var: 'item.optional.n' }, 3] };
const rule = { of: 'distinct-days', column: 'day', min: 3 };
const atPhase = { at: 'phase', phase: 'one' } as const;
const atStep = { at: 'step', step: 'fixed' } as const;
const own = (kind = 'study', hangsAt: Parameters<typeof localStep>[2] = atPhase, phase = 'one') =>
  localStep(phase, kind, hangsAt, 'free');

describe('refines', () => {
  it.each<[string, Edits]>([
    ['nothing', {}],
    [
      'a local note and a post on what is fixed',
      { '/steps/fixed/notes/n': text('在村部'), '/steps/fixed/post': text('书记') },
    ],
    ['the people of a role', { '/roles/office/post': text('主任') }],
    ['a field that is free on a fixed step', { '/steps/fixed/guidance': text('提示') }],
    ['one of the equivalents', { '/steps/choice/chosen/village': 'joint', '/steps/choice/chosen/town': 'door' }],
    ['a further deadline', { '/steps/strict/deadlines/own': day }],
    ['a higher minimum', { '/steps/strict/evidence/n/min': 2 }],
    ['asking for what was optional', { '/steps/strict/evidence/n/required': true }],
    [
      'a further reviewer',
      { '/steps/strict/reviews/own': { by: { who: 'inspection-group' }, order: 2, limitDays: 3 } },
    ],
    [
      'further evidence, and a further rule',
      {
        '/steps/strict/evidence/own': date,
        '/steps/strict/evidence/table/rules': [
          { ...rule, min: 4 },
          { of: 'count', min: 2 },
        ],
      },
    ],
    ['a condition that holds for more', { '/steps/strict/when': { or: [inCategories('village', 'town'), reads] } }],
    [
      'changing and removing what is free',
      { '/steps/spare': undefined, '/edges/c': undefined, '/steps/optional/title': text('另名') },
    ],
    ['free evidence in a step that is not', { '/steps/strict/evidence/extra': undefined }],
    [
      'local steps where they are admitted',
      { '/steps/own1': own(), '/steps/own2': own('meeting'), '/steps/own3': own('task', atStep) },
    ],
    [
      'a local step that waits for what is fixed',
      { '/steps/own1': own(), '/edges/x': { from: 'fixed', to: 'own1', kind: 'needs' } },
    ],
    [
      'stricter mandates',
      { '/steps/strict/mandate': 'fixed', '/steps/fixed/fieldMandates': undefined, '/steps/spare/mandate': 'tighten' },
    ],
    ['a narrower extension point', { '/phases/one/extension': { kinds: ['study'], max: 1, followersWait: false } }],
    [
      'further policies, roles and registers',
      {
        '/policies/p': {
          title: text('不加码'),
          reason: text('减负'),
          categories: [],
          rule: { type: 'max-local-steps', max: 1 },
        },
        '/roles/mine': { title: text('本级'), substitute: 'superior' },
      },
    ],
    ['the layout', { '/layout': { fixed: { x: 1, y: 2 } } }],
  ])('admits %s', (_name, edits) => expect(codes(edits)).toEqual([]));

  it.each<[string, Edits, string[]]>([
    ['another title of what is fixed', { '/steps/fixed/title': text('另名') }, ['locked /steps/fixed/title']],
    ['another window', { '/window/end': '2026-11-30' }, ['locked /window/end']],
    ['evidence on what is fixed', { '/steps/fixed/evidence/own': date }, ['added /steps/fixed/evidence/own']],
    [
      'a deadline on what has equivalents only',
      { '/steps/choice/deadlines/own': day },
      ['added /steps/choice/deadlines/own'],
    ],
    [
      'choosing where nothing is to be chosen',
      { '/steps/fixed/chosen/town': 'joint' },
      ['locked /steps/fixed/chosen', 'not-an-alternative /steps/fixed/chosen/town'],
    ],
    [
      'an equivalent meant for others',
      { '/steps/choice/chosen/town': 'joint' },
      ['not-an-alternative /steps/choice/chosen/town'],
    ],
    ['a later deadline', { '/steps/strict/deadlines/main': day }, ['locked /steps/strict/deadlines/main']],
    [
      'an earlier one in place of the one there is',
      { '/steps/strict/deadlines/main': { ...day, anchor: { from: 'step-ended', step: 'optional' }, offset: 5 } },
      ['locked /steps/strict/deadlines/main'],
    ],
    ['no deadline', { '/steps/strict/deadlines/main': undefined }, ['removed /steps/strict/deadlines/main']],
    ['a lower minimum', { '/steps/strict/evidence/n/min': 0 }, ['only.raise /steps/strict/evidence/n/min']],
    ['no minimum', { '/steps/strict/evidence/n/min': undefined }, ['only.raise /steps/strict/evidence/n/min']],
    ['a lower maximum', { '/steps/strict/evidence/n/max': 5 }, ['locked /steps/strict/evidence/n/max']],
    [
      'rules taken away',
      { '/steps/strict/evidence/table/rules': [] },
      ['only.append /steps/strict/evidence/table/rules'],
    ],
    [
      'guidance of what may be tightened',
      { '/steps/strict/guidance': text('提示') },
      ['locked /steps/strict/guidance'],
    ],
    ['more working time', { '/steps/strict/minimumDays': 5 }, ['locked /steps/strict/minimumDays']],
    ['no reviewer', { '/steps/strict/reviews/superior': undefined }, ['removed /steps/strict/reviews/superior']],
    [
      'a condition that holds for fewer',
      { '/steps/strict/when': inCategories('village') },
      ['only.widen /steps/strict/when'],
    ],
    [
      'a condition where there was none',
      { '/steps/fixed/when': inCategories('village') },
      ['locked /steps/fixed/when'],
    ],
    ['removing what is fixed', { '/steps/choice': undefined }, ['removed /steps/choice']],
    [
      'removing what something fixed counts on',
      { '/steps/optional': undefined, '/edges/c': undefined },
      ['referred /steps/optional'],
    ],
    [
      'removing evidence that a condition reads',
      { '/steps/optional/evidence/n': undefined },
      ['referred /steps/optional/evidence/n'],
    ],
    ['asking it of fewer', { '/steps/optional/evidence/n/required': false }, ['referred /steps/optional/evidence/n']],
    [
      'removing a step with a part that is locked',
      { '/steps/bridge': undefined, '/edges/a': undefined, '/edges/b': undefined },
      ['removed /steps/bridge', 'edge-removed /edges/b'],
    ],
    [
      'skipping what would skip something fixed',
      { '/steps/behind/when': inCategories('village') },
      ['carried /steps/behind/when'],
    ],
    ['skipping by another way of joining', { '/steps/bridge/join': { atLeast: 2 } }, ['carried /steps/bridge/join']],
    [
      'skipping by a new dependency',
      { '/steps/own1': own(), '/edges/x': { from: 'own1', to: 'behind', kind: 'needs' } },
      ['carried /steps/behind/join'],
    ],
    ['skipping by what a condition reads', { '/steps/optional/when': false }, ['carried /steps/optional/when']],
    [
      'letting something fixed wait for a local step',
      { '/steps/own1': own(), '/edges/x': { from: 'own1', to: 'strict', kind: 'order' } },
      ['edge-added /edges/x'],
    ],
    [
      'a further alternative to what any lets through',
      { '/edges/x': { from: 'spare', to: 'needing', kind: 'order' } },
      ['edge-added /edges/x'],
    ],
    ['no longer waiting', { '/edges/d': undefined }, ['edge-removed /edges/d']],
    [
      'waiting in another way',
      { '/edges/b': { from: 'bridge', to: 'needing', kind: 'order' } },
      ['edge-changed /edges/b'],
    ],
    ['a looser mandate', { '/steps/fixed/mandate': 'free' }, ['loosened /steps/fixed/mandate']],
    [
      'a looser mandate of a field',
      { '/steps/strict/fieldMandates': { title: 'free' } },
      ['loosened /steps/strict/fieldMandates/title'],
    ],
    [
      'a local step that hangs nowhere',
      { '/steps/own1': localStep('one', 'study', undefined, 'free') },
      ['hangs-nowhere /steps/own1'],
    ],
    ['a local step of another kind', { '/steps/own1': own('task') }, ['kind-not-admitted /steps/own1/kind']],
    [
      'too many local steps',
      { '/steps/own1': own(), '/steps/own2': own(), '/steps/own3': own() },
      ['too-many-local /steps/own3'],
    ],
    [
      'local steps where none may hang',
      { '/steps/own1': own('study', { at: 'step', step: 'choice' }) },
      ['no-extension-point /steps/own1'],
    ],
    [
      'a local step in another phase than its point',
      { '/steps/own1': own('study', atPhase, 'three') },
      ['other-phase /steps/own1/hangsAt'],
    ],
    [
      'steps of a local step, counted where that hangs',
      {
        '/steps/own1': localStep('one', 'study', atStep, 'fixed'),
        '/steps/own2': own('study', { at: 'step', step: 'own1' }),
      },
      ['too-many-local /steps/own2'],
    ],
    [
      'a wider extension point',
      { '/phases/one/extension': { max: 2, followersWait: false } },
      ['extension-widened /phases/one/extension'],
    ],
    [
      'a new extension point',
      { '/steps/strict/extension': { max: 1, followersWait: false } },
      ['extension-widened /steps/strict/extension'],
    ],
    ['a new phase', { '/phases/four': { title: text('四'), order: 0, mandate: 'free' } }, ['added /phases/four']],
  ])('refuses %s', (_name, edits, expected) => {
    expect(codes(edits)).toEqual(expected);
    for (const { code, params, suggestion } of refines(base, made(edits)))
      for (const lang of ['zh', 'en'] as const) {
        expect([hasWords(lang, code), hasWords(lang, suggestion ?? '')]).toEqual([true, true]);
        expect(say(lang, code, params)).not.toMatch(/[{}/]|undefined|null|的内容|[“"][”"]/);
      }
  });

  it('never takes away a policy from above', () => {
    const policy = {
      title: text('不加码'),
      reason: text('减负'),
      categories: [],
      rule: { type: 'max-local-steps', max: 0 },
    };
    const above = made({ '/policies/p': policy });
    expect(refines(above, base).map(({ code }) => code)).toEqual(['refine.removed']);
    const weaker = made({ '/policies/p/rule/max': 9 }, above);
    expect(refines(above, weaker).map(({ path }) => path)).toEqual(['/policies/p/rule/max']);
  });

  it('counts local steps over all levels against the first', () => {
    const town = made({ '/steps/own1': own(), '/steps/own2': own() });
    expect(refines(base, town)).toEqual([]);
    const branch = made({ '/steps/own3': own() }, town);
    expect(refines(town, branch).map(({ code }) => code)).toEqual(['refine.too-many-local']);
  });

  it('lets a granted deviation through, and what goes with it', () => {
    const grant: Grant = {
      id: 'g',
      path: '/steps/fixed',
      allows: 'change',
      units: ['town'],
      reason: '路远',
      grantedBy: 'county',
    };
    expect(codes({ '/steps/fixed/deadlines/main': day }, [grant])).toEqual([]);
    expect(codes({ '/steps/fixed/evidence/heads': undefined }, [grant])).toEqual([]);
    expect(codes({ '/steps/fixed/mandate': 'free' }, [grant])).toEqual(['loosened /steps/fixed/mandate']);
    const without = { '/steps/fixed': undefined, '/edges/d': undefined };
    expect(codes(without, [grant])).toEqual(['removed /steps/fixed', 'edge-removed /edges/d']);
    expect(codes(without, [{ ...grant, allows: 'remove' }])).toEqual([]);
    const optional: Grant = { ...grant, path: '/steps/optional', allows: 'remove' };
    expect(
      codes({ '/steps/optional': undefined, '/edges/c': undefined, '/phases/two/opening/afterSteps': [] }, [optional]),
    ).toEqual(['referred /steps/optional']);
    const town = made({ '/steps/fixed/deadlines/main': day });
    expect(refines(base, town, { grants: [grant], units: ['other'] })).toHaveLength(1);
    expect(
      refines(base, town, { grants: [{ ...grant, to: '2026-04-30' }], units: ['town'], on: '2026-05-01' }),
    ).toHaveLength(1);
  });

  it('agrees with what each place says may be done there', () => {
    const besides = new Set(
      [
        'carried',
        'referred',
        'edge-added',
        'edge-changed',
        'host-missing',
        'other-phase',
        'hangs-nowhere',
        'kind-not-admitted',
        'no-extension-point',
        'too-many-local',
        'not-an-alternative',
      ].map((code) => `refine.${code}`),
    );
    let compared = 0;
    fc.assert(
      fc.property(many, choice, grantsOf, (first, second, grants) => {
        const from = admitted(base, first);
        const next = edit(from, second);
        const [change, ...others] = Object.entries(next ? differenceOf(from, next) : {});
        if (!next || !change || others.length > 0) return;
        const [path, { op }] = change;
        // Two dependencies on one step are one: taking one away changes nothing.
        const edge = from.edges[path.slice('/edges/'.length)];
        if (edge && Object.values(from.edges).filter((one) => one.from === edge.from && one.to === edge.to).length > 1)
          return;
        const { may, only } = lockAt(from, path, { grants });
        const found = refines(from, next, { grants }).filter(({ code }) => !besides.has(code));
        const allowed = op === 'remove' || op === 'unset' ? may.remove : may.set;
        compared += 1;
        if (!allowed) expect([path, op, refines(from, next, { grants }).length > 0]).toEqual([path, op, true]);
        else if (!only) expect([path, op, found.map(({ code }) => code)]).toEqual([path, op, []]);
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(700);
  });
});
