import { describe, expect, it } from '@jest/globals';
import type { Template, TemplateInput } from '../template/document.js';
import { refines } from './refines.js';
import { localStep, lockedTemplate } from './locked-template.given.js';
import { put } from './refines.given.js';

const text = (zh: string) => ({ zh });
const onDate = (date: string) => ({
  anchor: { from: 'date', date },
  offset: 0,
  unit: 'calendar-days',
  roll: 'none',
  at: '18:00',
});
const rung = { offset: 1, unit: 'working-days', at: '09:00', effect: 'escalate', to: 'superior', on: true } as const;
const review = (order: number) => ({ by: { who: 'superior' }, order, limitDays: 3 });

/** A plan in which everything that a trick could reach is there: ladders, policies, tags, closings, registers. */
const base = lockedTemplate((t: TemplateInput) => {
  t.ladder = { late: rung };
  t.policies = {
    few: {
      title: text('少而精'),
      reason: text('减负'),
      categories: ['village'],
      rule: { type: 'max-local-steps', max: 2 },
    },
  };
  Object.assign(t.steps['fixed'] ?? {}, {
    tags: ['现场'],
    supporting: ['office'],
    minimumDays: 3,
    ladder: { late: rung },
    sensitive: false,
    params: { at: '会议室' },
    notes: { above: text('县里的说明') },
    estimatedMinutes: 90,
  });
  t.steps['secret'] = {
    phase: 'one',
    kind: 'task',
    title: text('自我检视'),
    lead: 'office',
    mandate: 'free',
    sensitive: true,
    evidence: { n: { type: 'number', title: text('条数') } },
  };
  t.steps['rhythm'] = {
    phase: 'one',
    kind: 'study',
    title: text('学习'),
    lead: 'office',
    mandate: 'tighten',
    occurrences: {
      mode: 'every',
      period: 'month',
      start: { from: 'phase-opening', phase: 'one' },
      end: { from: 'campaign-end' },
    },
    closes: { anchor: { from: 'campaign-end' } },
    reviews: {
      office: { by: { who: 'role', role: 'office' }, order: 1, limitDays: 3, ladder: { late: rung } },
      superior: { by: { who: 'superior' }, order: 2 },
    },
    evidence: {
      file: { type: 'file', title: text('报告'), min: 1, max: 3 },
      pick: { type: 'choice', title: text('形式'), options: [{ value: 'a', label: text('甲') }] },
      heads: { type: 'head-count', title: text('人数'), minPresentPercent: 80 },
    },
    deadlines: { main: { anchor: { from: 'phase-opening', phase: 'two' }, offset: 20 } },
  };
  t.steps['cascade'] = {
    phase: 'one',
    kind: 'cascade',
    title: text('下级办结'),
    lead: 'office',
    cascade: { milestone: 'fixed', need: { percent: 80 } },
  };
});

type Edits = Record<string, unknown>;
const made = (edits: Edits, from: Template = base): Template =>
  Object.entries(edits).reduce<Template>((template, [path, value]) => {
    const next = put(template, path, value);
    if (!next) throw new Error(`no place ${path}`);
    return next;
  }, from);
const codes = (edits: Edits, from: Template = base): string[] =>
  refines(from, made(edits, from)).map(({ code, path }) => `${code.slice('refine.'.length)} ${path}`);
const own = (more: object = {}) => ({
  ...localStep('one', 'study', { at: 'phase', phase: 'one' }, 'free'),
  ...more,
});
const date = { type: 'date', title: text('日期'), required: true, order: 0 };

describe('tricks that would loosen or pile on', () => {
  it.each<[string, Edits, string[]]>([
    ['into a phase that opens later', { '/steps/fixed/phase': 'two' }, ['locked /steps/fixed/phase']],
    ['less working time', { '/steps/fixed/minimumDays': 0 }, ['locked /steps/fixed/minimumDays']],
    ['another way of joining', { '/steps/needing/join': 'all' }, ['locked /steps/needing/join']],
    [
      'fewer minutes, to dodge the budget',
      { '/steps/fixed/estimatedMinutes': 1 },
      ['locked /steps/fixed/estimatedMinutes'],
    ],
    ['tags taken off, to dodge a policy', { '/steps/fixed/tags': [] }, ['locked /steps/fixed/tags']],
    ['another kind', { '/steps/fixed/kind': 'task' }, ['locked /steps/fixed/kind']],
    [
      'another lead',
      { '/roles/mine': { title: text('本级'), substitute: 'superior' }, '/steps/fixed/lead': 'mine' },
      ['locked /steps/fixed/lead'],
    ],
    ['fewer who support', { '/steps/fixed/supporting': [] }, ['locked /steps/fixed/supporting']],
    ['parameters of the kind', { '/steps/fixed/params/at': '村部' }, ['locked /steps/fixed/params/at']],
    ['text asked for secretly', { '/steps/fixed/sensitive': true }, ['locked /steps/fixed/sensitive']],
    ['a closing time', { '/steps/strict/closes': onDate('2026-05-01') }, ['locked /steps/strict/closes']],
    ['no closing time', { '/steps/rhythm/closes': undefined }, ['locked /steps/rhythm/closes']],
    [
      'an opening later',
      { '/steps/fixed/opening/notBefore': onDate('2026-06-01') },
      ['locked /steps/fixed/opening/notBefore'],
    ],
    [
      'a phase that opens later',
      { '/phases/one/opening': { afterSteps: [], afterPhases: [], share: 100, notBefore: onDate('2026-06-01') } },
      ['locked /phases/one/opening'],
    ],
    ['a phase that waits for less', { '/phases/two/opening/share': 50 }, ['locked /phases/two/opening/share']],
    [
      'a phase that waits for more',
      { '/phases/two/opening/afterSteps': ['optional', 'spare'] },
      ['locked /phases/two/opening/afterSteps'],
    ],
    ['a phase by another name', { '/phases/one/title': text('其他') }, ['locked /phases/one/title']],
    ['another substitute', { '/roles/office/substitute': 'office' }, ['locked /roles/office/substitute']],
    ['a role by another name', { '/roles/office/title': text('其他') }, ['locked /roles/office/title']],
    ['no role', { '/roles/office': undefined }, ['removed /roles/office']],
    ['a category by another name', { '/categories/village/title': text('社区') }, ['locked /categories/village/title']],
    ['a further category', { '/categories/mine': { title: text('其他') } }, ['added /categories/mine']],
    ['no category', { '/categories/town': undefined }, ['removed /categories/town']],
    ['another register', { '/registers/leaders/title': text('其他') }, ['locked /registers/leaders/title']],
    ['a register for some', { '/registers/leaders/when': false }, ['locked /registers/leaders/when']],
    ['no register', { '/registers/leaders': undefined }, ['removed /registers/leaders']],
    ['a weaker policy', { '/policies/few/rule/max': 9 }, ['locked /policies/few/rule/max']],
    [
      'a policy of another type',
      { '/policies/few/rule': { type: 'max-items', max: 900 } },
      ['locked /policies/few/rule'],
    ],
    ['a policy for other units', { '/policies/few/categories': ['town'] }, ['locked /policies/few/categories']],
    ['another zone', { '/timeZone': 'Asia/Urumqi' }, ['locked /timeZone']],
    ['another calendar', { '/calendar': 'weekends' }, ['locked /calendar']],
    ['another start', { '/window/start': '2026-03-09' }, ['locked /window/start']],
    ['another word for the programme', { '/noun': text('活动') }, ['locked /noun']],
    ['another template altogether', { '/id': 'mine' }, ['locked /id']],
    ['reminders for all taken off', { '/ladder/late': undefined }, ['removed /ladder/late']],
    ['reminders for all muted', { '/ladder/late/on': false }, ['locked /ladder/late/on']],
    ['reminders for all to others', { '/ladder/late/to': 'unit' }, ['locked /ladder/late/to']],
    ['further reminders for all', { '/ladder/more': rung }, ['added /ladder/more']],
    ['a rung muted', { '/steps/fixed/ladder/late/on': false }, ['locked /steps/fixed/ladder/late/on']],
    ['a rung taken off', { '/steps/fixed/ladder/late': undefined }, ['removed /steps/fixed/ladder/late']],
    ['an empty ladder in place of the one for all', { '/steps/strict/ladder': {} }, ['locked /steps/strict/ladder']],
    [
      'reviews in another order',
      { '/steps/rhythm/reviews/office/order': 5 },
      ['locked /steps/rhythm/reviews/office/order'],
    ],
    [
      'another reviewer',
      { '/steps/rhythm/reviews/superior/by': { who: 'inspection-group' } },
      ['locked /steps/rhythm/reviews/superior/by'],
    ],
    [
      'more time for the reviewer',
      { '/steps/rhythm/reviews/office/limitDays': 30 },
      ['locked /steps/rhythm/reviews/office/limitDays'],
    ],
    [
      'a reviewer nobody reminds',
      { '/steps/rhythm/reviews/office/ladder': undefined },
      ['locked /steps/rhythm/reviews/office/ladder'],
    ],
    [
      'evidence asked for no longer',
      { '/steps/rhythm/evidence/file/required': false },
      ['only.require /steps/rhythm/evidence/file/required'],
    ],
    [
      'fewer present',
      { '/steps/rhythm/evidence/heads/minPresentPercent': 50 },
      ['only.raise /steps/rhythm/evidence/heads/minPresentPercent'],
    ],
    ['evidence of another type', { '/steps/rhythm/evidence/file': date }, ['locked /steps/rhythm/evidence/file']],
    [
      'a further choice',
      {
        '/steps/rhythm/evidence/pick/options': [
          { value: 'a', label: text('甲') },
          { value: 'b', label: text('不适用') },
        ],
      },
      ['locked /steps/rhythm/evidence/pick/options'],
    ],
    ['other files', { '/steps/rhythm/evidence/file/allowed': ['zip'] }, ['locked /steps/rhythm/evidence/file/allowed']],
    [
      'a looser rule over a table',
      { '/steps/strict/evidence/table/rules': [{ of: 'distinct-days', column: 'day', min: 1 }] },
      ['only.append /steps/strict/evidence/table/rules'],
    ],
    [
      'a rule over another column',
      { '/steps/strict/evidence/table/rules': [{ of: 'count', min: 3 }] },
      ['only.append /steps/strict/evidence/table/rules'],
    ],
    [
      'a rule that drops its filter',
      {
        '/steps/strict/evidence/table/rules': [
          { of: 'distinct-days', column: 'day', min: 3, filter: { column: 'day', exclude: [] } },
        ],
      },
      ['only.append /steps/strict/evidence/table/rules'],
    ],
    [
      'a further column',
      { '/steps/strict/evidence/table/columns/more': { title: text('备注'), type: 'text', required: true, order: 1 } },
      ['added /steps/strict/evidence/table/columns/more'],
    ],
    [
      'a column that is optional',
      { '/steps/strict/evidence/table/columns/day/required': false },
      ['locked /steps/strict/evidence/table/columns/day/required'],
    ],
    [
      'a further equivalent',
      { '/steps/choice/alternatives/none': { title: text('免'), categories: [] } },
      ['added /steps/choice/alternatives/none'],
    ],
    [
      'an equivalent for everybody',
      { '/steps/choice/alternatives/joint/categories': [] },
      ['locked /steps/choice/alternatives/joint/categories'],
    ],
    ['no equivalents', { '/steps/choice/alternatives': undefined }, ['locked /steps/choice/alternatives']],
    ['less often', { '/steps/rhythm/occurrences/period': 'quarter' }, ['locked /steps/rhythm/occurrences/period']],
    ['more often', { '/steps/rhythm/occurrences/period': 'week' }, ['locked /steps/rhythm/occurrences/period']],
    ['once only', { '/steps/rhythm/occurrences': { mode: 'once' } }, ['locked /steps/rhythm/occurrences']],
    [
      'a rhythm that begins later',
      { '/steps/rhythm/occurrences/start': { from: 'phase-opening', phase: 'three' } },
      ['locked /steps/rhythm/occurrences/start'],
    ],
    [
      'a deadline from a phase that opens later',
      {
        '/steps/rhythm/deadlines/main': {
          ...onDate('2026-05-01'),
          anchor: { from: 'phase-opening', phase: 'three' },
          offset: 20,
        },
      },
      ['locked /steps/rhythm/deadlines/main'],
    ],
    [
      'a deadline rolled on',
      { '/steps/fixed/deadlines/main/roll': 'next-working-day' },
      ['locked /steps/fixed/deadlines/main'],
    ],
    [
      'a smaller share of subordinates',
      { '/steps/cascade/cascade/need': { percent: 10 } },
      ['locked /steps/cascade/cascade/need'],
    ],
    [
      'another milestone',
      { '/steps/cascade/cascade/milestone': 'optional' },
      ['locked /steps/cascade/cascade/milestone'],
    ],
    [
      'what is fixed hung at an extension point',
      { '/steps/choice/hangsAt': { at: 'phase', phase: 'one' } },
      ['locked /steps/choice/hangsAt'],
    ],
    [
      'an extension point that others wait for',
      { '/phases/one/extension': { kinds: ['study', 'meeting'], max: 2, followersWait: true } },
      ['extension-widened /phases/one/extension'],
    ],
    [
      'an extension point for any kind',
      { '/phases/one/extension': { max: 2, followersWait: false } },
      ['extension-widened /phases/one/extension'],
    ],
    [
      'a note of the level above rewritten',
      { '/steps/fixed/notes/above': text('不必') },
      ['locked /steps/fixed/notes/above'],
    ],
    ['a note of the level above taken off', { '/steps/fixed/notes': undefined }, ['locked /steps/fixed/notes']],
    [
      'a looser mandate for one piece of evidence',
      { '/steps/rhythm/evidence/file/mandate': 'free' },
      ['loosened /steps/rhythm/evidence/file/mandate'],
    ],
    [
      'a looser mandate for one review',
      { '/steps/rhythm/reviews/superior/mandate': 'free' },
      ['loosened /steps/rhythm/reviews/superior/mandate'],
    ],
    ['a looser phase', { '/phases/one/mandate': 'free' }, ['loosened /phases/one/mandate']],
    [
      'all fields freed one by one',
      { '/steps/fixed/fieldMandates': { guidance: 'free', deadlines: 'free', evidence: 'free' } },
      ['loosened /steps/fixed/fieldMandates/deadlines', 'loosened /steps/fixed/fieldMandates/evidence'],
    ],
    ['a dependency turned to another step', { '/edges/d/to': 'spare' }, ['edge-removed /edges/d']],
    [
      'a dependency taken from another step',
      { '/edges/d/from': 'spare' },
      ['edge-removed /edges/d', 'edge-added /edges/d'],
    ],
    [
      'a second, stricter dependency beside the first',
      { '/edges/x': { from: 'fixed', to: 'strict', kind: 'needs' } },
      ['edge-changed /edges/d'],
    ],
    [
      'a local step before what is fixed',
      { '/steps/own1': own(), '/edges/x': { from: 'own1', to: 'fixed', kind: 'order' } },
      ['edge-added /edges/x'],
    ],
    [
      'a free step hung where only few may',
      { '/steps/spare/hangsAt': { at: 'step', step: 'fixed' } },
      ['other-phase /steps/spare/hangsAt'],
    ],
    [
      'as much as one likes at a local step',
      {
        '/steps/own1': {
          ...localStep('one', 'study', { at: 'phase', phase: 'one' }, 'free'),
          extension: { max: 9, followersWait: true },
        },
        '/steps/own2': localStep('one', 'study', { at: 'step', step: 'own1' }, 'free'),
        '/steps/own3': localStep('one', 'study', { at: 'step', step: 'own1' }, 'free'),
      },
      ['too-many-local /steps/own3'],
    ],
    [
      'a circle of local steps',
      {
        '/steps/own1': localStep('one', 'study', { at: 'step', step: 'own2' }, 'free'),
        '/steps/own2': localStep('one', 'study', { at: 'step', step: 'own1' }, 'free'),
      },
      ['host-missing /steps/own1/hangsAt', 'host-missing /steps/own2/hangsAt'],
    ],
  ])('refuses %s', (_name, edits, expected) => expect(codes(edits)).toEqual(expected));
});

describe('what a level may well do', () => {
  it.each<[string, Edits]>([
    ['a second deadline, whatever its date', { '/steps/rhythm/deadlines/own': onDate('2026-12-30') }],
    ['a reviewer before the others', { '/steps/rhythm/reviews/own': review(-1) }],
    ['more present', { '/steps/rhythm/evidence/heads/minPresentPercent': 90 }],
    ['more files', { '/steps/rhythm/evidence/file/min': 2 }],
    ['evidence with a mandate of its own', { '/steps/rhythm/evidence/own': { ...date, mandate: 'fixed' } }],
    ['one mandate raised, the others as they are', { '/steps/rhythm/fieldMandates': { deadlines: 'fixed' } }],
    ['a free step made sensitive', { '/steps/optional/sensitive': true }],
    ['a free step laid open: the linter warns whoever set it free', { '/steps/secret/sensitive': false }],
    ['a free step left out, sensitive or not', { '/steps/secret': undefined }],
    [
      'a free step in another phase, at another rhythm',
      { '/steps/secret/phase': 'three', '/steps/secret/occurrences': { mode: 'on-call' } },
    ],
    [
      'a stricter policy of one’s own',
      {
        '/policies/own': {
          title: text('更少'),
          reason: text('减负'),
          categories: [],
          rule: { type: 'max-local-steps', max: 1 },
        },
      },
    ],
    ['no local steps at all from here on', { '/phases/one/extension': undefined }],
    ['a note beside that of the level above', { '/steps/fixed/notes/own': text('在村部') }],
    ['a choice taken back', { '/steps/choice/chosen': { village: 'door' } }],
    [
      'a local step’s own conditions, deadlines, reviews',
      {
        '/steps/own1': own({
          when: { in: [{ var: 'unit.category' }, ['village']] },
          deadlines: { main: onDate('2026-06-01') },
          reviews: { superior: review(0) },
        }),
      },
    ],
  ])('admits %s', (_name, edits) => expect(codes(edits)).toEqual([]));
});
