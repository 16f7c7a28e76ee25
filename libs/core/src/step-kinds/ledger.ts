import { z } from 'zod';
import type { StepKind } from './step-kind.js';

export const ledger: StepKind = {
  id: 'ledger',
  title: { zh: '问题台账', en: 'Ledger' },
  description: {
    zh: '建立问题清单、整改措施并滚动销号；数字从台账带出。',
    en: 'Problems and measures are listed and closed out as they go; figures come from the ledger.',
  },
  icon: 'ordered-list',
  params: z.strictObject({
    sources: z.array(z.string().min(1).max(100)).max(30).optional(),
    class: z.enum(['any', 'at-once', 'by-deadline', 'special-campaign']).optional(),
  }),
  hints: {
    sources: { label: { zh: '问题来源', en: 'Sources of problems' }, control: 'list' },
    class: {
      label: { zh: '整改类别', en: 'Class' },
      control: 'choice',
      options: [
        { value: 'any', label: { zh: '全部', en: 'Any' } },
        { value: 'at-once', label: { zh: '立行立改', en: 'At once' } },
        { value: 'by-deadline', label: { zh: '限期整改', en: 'By a deadline' } },
        { value: 'special-campaign', label: { zh: '专项整治', en: 'Special campaign' } },
      ],
    },
  },
  defaultEvidence: {
    problems: {
      type: 'number',
      title: { zh: '问题数', en: 'Problems' },
      required: true,
      order: 1,
      min: 0,
      unit: { zh: '个', en: 'problems' },
      integer: true,
    },
  },
  readiness: 'opened',
  completion: 'hand-in',
  needs: [],
  gathers: false,
  asksUnit: true,
};
