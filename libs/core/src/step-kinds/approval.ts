import { z } from 'zod';
import type { StepKind } from './step-kind.js';

export const approval: StepKind = {
  id: 'approval',
  title: { zh: '审批', en: 'Approval' },
  description: {
    zh: '方案或材料经上级、有关角色或督导组审定后才算完成。',
    en: 'A plan or document counts as done once the superior, a role or the inspection group has passed it.',
  },
  icon: 'audit',
  params: z.strictObject({}),
  hints: {},
  defaultEvidence: {
    plan: {
      type: 'file',
      title: { zh: '送审材料', en: 'Document for approval' },
      required: true,
      order: 1,
      allowed: ['pdf', 'docx'],
      min: 1,
      max: 1,
      role: 'plan',
    },
  },
  readiness: 'opened',
  completion: 'hand-in',
  needs: ['reviews'],
  gathers: false,
  asksUnit: true,
};
