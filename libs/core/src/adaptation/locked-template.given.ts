/** Templates with every kind of lock, and what a level hangs into them. For specs only. */
import type { Condition, Step, Template, TemplateInput } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';

export const text = (zh: string) => ({ zh, en: zh });
export const inCategories = (...ids: string[]): Condition => ({ in: [{ var: 'unit.category' }, ids] });
export const number = (more: object = {}) => ({ type: 'number' as const, title: text('数'), ...more });

/** Fixed, alternative, tighten and free steps that wait for, read and count from each other; extension points. */
export function lockedTemplate(edit: (t: TemplateInput) => void = () => {}): Template {
  const input: TemplateInput = {
    format: 'gangmu-template/1',
    id: 'locks',
    title: text('方案'),
    noun: text('专项行动'),
    authority: { document: '1号' },
    window: { start: '2026-03-02', end: '2026-12-31' },
    categories: { village: { title: text('村') }, town: { title: text('镇') }, office: { title: text('机关') } },
    roles: { office: { title: text('办公室') } },
    registers: { leaders: { title: text('班子成员') } },
    phases: {
      one: { title: text('一'), extension: { kinds: ['study', 'meeting'], max: 2 } },
      two: { title: text('二'), opening: { afterSteps: ['optional'] } },
      three: { title: text('三'), mandate: 'free' },
    },
    steps: {
      fixed: {
        phase: 'one',
        kind: 'meeting',
        title: text('规定'),
        lead: 'office',
        fieldMandates: { guidance: 'free' },
        evidence: { heads: { type: 'head-count', title: text('人数') } },
        deadlines: { main: { anchor: { from: 'date', date: '2026-04-01' } } },
        extension: { max: 1, followersWait: true },
      },
      choice: {
        phase: 'one',
        kind: 'study',
        title: text('等效'),
        lead: 'office',
        mandate: 'alternative',
        alternatives: { joint: { title: text('联合'), categories: ['village'] }, door: { title: text('上门') } },
      },
      strict: {
        phase: 'two',
        kind: 'task',
        title: text('从严'),
        lead: 'office',
        mandate: 'tighten',
        when: { or: [inCategories('village'), { '>': [{ var: 'item.optional.n' }, 3] }] },
        evidence: {
          n: number({ min: 1, required: false }),
          extra: number({ mandate: 'free' }),
          table: {
            type: 'table',
            title: text('表'),
            columns: { day: { title: text('日期'), type: 'date' } },
            rules: [{ of: 'distinct-days', column: 'day', min: 3 }],
          },
        },
        reviews: { superior: { by: { who: 'superior' } } },
        deadlines: { main: { anchor: { from: 'step-ended', step: 'optional' }, offset: 10 } },
      },
      optional: {
        phase: 'one',
        kind: 'task',
        title: text('自选'),
        lead: 'office',
        mandate: 'free',
        evidence: { n: number(), m: number() },
      },
      // Skipped, it would skip what needs it; nothing names it but a free step.
      behind: {
        phase: 'one',
        kind: 'task',
        title: text('后面'),
        lead: 'office',
        mandate: 'free',
        when: inCategories('village', 'town'),
      },
      bridge: {
        phase: 'three',
        kind: 'task',
        title: text('桥'),
        lead: 'office',
        mandate: 'free',
        fieldMandates: { title: 'tighten' },
      },
      needing: { phase: 'three', kind: 'report', title: text('需要'), lead: 'office', join: 'any' },
      spare: {
        phase: 'three',
        kind: 'task',
        title: text('备用'),
        lead: 'office',
        mandate: 'free',
        extension: { max: 1 },
      },
    },
    edges: {
      a: { from: 'behind', to: 'bridge', kind: 'needs' },
      b: { from: 'bridge', to: 'needing', kind: 'needs' },
      c: { from: 'optional', to: 'spare' },
      d: { from: 'fixed', to: 'strict' },
    },
  };
  edit(input);
  const parsed = parseTemplate(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
}

/** The same, with nothing for the linter to find. */
export const soundTemplate = (): Template =>
  lockedTemplate(({ steps }) => {
    const date = { from: 'date' as const, date: '2026-06-01' };
    Object.assign(steps['optional'] ?? {}, { deadlines: { main: { anchor: date } } });
  });

/** A step that a level adds. */
export const localStep = (phase: string, kind: string, hangsAt: Step['hangsAt'], mandate: Step['mandate']): Step => ({
  phase,
  kind,
  title: text('本级'),
  order: 0,
  mandate,
  lead: 'office',
  supporting: [],
  join: 'all',
  occurrences: { mode: 'once' },
  evidence: {},
  reviews: {},
  opening: {},
  deadlines: {},
  sensitive: false,
  estimatedMinutes: 30,
  minimumDays: 0,
  params: {},
  tags: [],
  mechanisms: [],
  ...(hangsAt ? { hangsAt } : {}),
  ...(mandate === 'fixed' ? { extension: { max: 2, followersWait: false } } : {}),
});
