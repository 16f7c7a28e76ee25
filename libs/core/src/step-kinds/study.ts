import { z } from 'zod';
import { gatheringEvidence } from './gathering-evidence.js';
import type { StepKind } from './step-kind.js';

export const study: StepKind = {
  id: 'study',
  title: { zh: '学习', en: 'Study' },
  description: {
    zh: '集中学习、读书班、专题党课或个人自学，只记何时、多少人。',
    en: 'Joint study, reading class, lecture or personal study: only when, and how many.',
  },
  icon: 'read',
  params: z.strictObject({
    topics: z.array(z.string().min(1).max(200)).max(50).optional(),
    form: z.enum(['joint', 'reading-class', 'lecture', 'on-site', 'personal']).optional(),
  }),
  hints: {
    topics: { label: { zh: '学习专题', en: 'Topics' }, control: 'list' },
    form: {
      label: { zh: '学习形式', en: 'Form' },
      control: 'choice',
      options: [
        { value: 'joint', label: { zh: '集中学习', en: 'Joint study' } },
        { value: 'reading-class', label: { zh: '读书班', en: 'Reading class' } },
        { value: 'lecture', label: { zh: '党课', en: 'Lecture' } },
        { value: 'on-site', label: { zh: '现场教学', en: 'On-site teaching' } },
        { value: 'personal', label: { zh: '个人自学', en: 'Personal study' } },
      ],
    },
  },
  defaultEvidence: gatheringEvidence,
  readiness: 'opened',
  completion: 'hand-in',
  needs: [],
  gathers: true,
  asksUnit: true,
};
