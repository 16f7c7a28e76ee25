/** A small campaign, for specs of the forms. */
import { parseTemplate, type Template, type TemplateInput } from '@gangmu/core';

/** Two phases, three steps, two roles, two categories, one register. */
export const input: TemplateInput = {
  format: 'gangmu-template/1',
  id: 'study-2026',
  title: { zh: '学习教育', en: 'Study campaign' },
  noun: { zh: '学习教育', en: 'study campaign' },
  authority: { document: '澄教组〔2026〕1号' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  categories: {
    township: { title: { zh: '乡镇', en: 'Township' } },
    village: { title: { zh: '村', en: 'Village' } },
  },
  roles: {
    office: { title: { zh: '综合联络', en: 'Office' } },
    secretary: { title: { zh: '书记', en: 'Secretary' } },
  },
  registers: { leaders: { title: { zh: '班子成员', en: 'Leaders' } } },
  ladder: { remind: { offset: -3, effect: 'remind', to: 'unit' } },
  phases: {
    start: { title: { zh: '动员部署', en: 'Mobilisation' }, order: 1 },
    study: { title: { zh: '学习研讨', en: 'Study' }, order: 2 },
  },
  steps: {
    kickoff: {
      phase: 'start',
      kind: 'meeting',
      title: { zh: '动员会', en: 'Kick-off' },
      order: 1,
      lead: 'secretary',
      evidence: {
        date: { type: 'date', title: { zh: '召开日期', en: 'Held on' }, order: 1 },
        heads: { type: 'head-count', title: { zh: '到会人数', en: 'Attendance' }, order: 2 },
      },
      deadlines: { due: { anchor: { from: 'campaign-start' }, offset: 14, roll: 'previous-working-day' } },
    },
    survey: {
      phase: 'start',
      kind: 'task',
      title: { zh: '摸底', en: 'Survey' },
      order: 2,
      lead: 'office',
      evidence: {
        members: { type: 'number', title: { zh: '党员数', en: 'Members' }, order: 1 },
        form: {
          type: 'choice',
          title: { zh: '学习方式', en: 'Way of study' },
          order: 2,
          options: [
            { value: 'joint', label: { zh: '集中', en: 'Joint' } },
            { value: 'door', label: { zh: '送学上门', en: 'At the door' } },
          ],
        },
      },
      deadlines: { due: { anchor: { from: 'step-ended', step: 'kickoff' }, offset: 5, unit: 'working-days' } },
    },
    class: {
      phase: 'study',
      kind: 'study',
      title: { zh: '读书班', en: 'Reading class' },
      order: 1,
      lead: 'office',
      deadlines: { due: { anchor: { from: 'campaign-end' } } },
    },
  },
  edges: { e1: { from: 'kickoff', to: 'survey' } },
};

/** Throws where the template given is none. */
export function templateOf(changes: Partial<TemplateInput> = {}): Template {
  const parsed = parseTemplate({ ...input, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
}
