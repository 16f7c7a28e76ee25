import type { TemplateInput } from '@gangmu/core';

/**
 * A small template with one of everything the levels argue about: fixed, alternative, tighten and free steps, an
 * extension point, a policy.
 */
export const plainTemplate = () =>
  ({
    format: 'gangmu-template/1',
    id: 'plain',
    title: { zh: '学习教育方案', en: 'Study programme' },
    noun: { zh: '学习教育', en: 'Study programme' },
    authority: { document: '云发〔2026〕1号' },
    window: { start: '2026-03-02', end: '2026-08-31' },
    categories: {
      county: { title: { zh: '县', en: 'County' } },
      township: { title: { zh: '乡镇', en: 'Township' } },
      village: { title: { zh: '村', en: 'Village' } },
    },
    roles: { office: { title: { zh: '承办人', en: 'Handler' } } },
    phases: { 'phase-a': { title: { zh: '学习', en: 'Study' }, extension: { max: 2 } } },
    steps: {
      'step-a': step('动员会', 'Kick-off', 'meeting', '2026-03-31', 'fixed', 1),
      'step-b': step('自学', 'Reading', 'task', '2026-04-30', 'tighten', 2),
      'step-c': step('简报', 'Bulletin', 'task', '2026-05-29', 'free', 3),
    },
    edges: {},
    policies: {},
  }) satisfies TemplateInput;

const step = (
  zh: string,
  en: string,
  kind: string,
  date: string,
  mandate: 'fixed' | 'tighten' | 'free',
  order: number,
): TemplateInput['steps'][string] => ({
  phase: 'phase-a',
  kind,
  title: { zh, en },
  mandate,
  order,
  lead: 'office',
  evidence: { held: { type: 'date', title: { zh: '开展日期', en: 'Date held' } } },
  deadlines: { due: { anchor: { from: 'date', date } } },
});
