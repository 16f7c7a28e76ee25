import { z } from 'zod';
import type { StepKind } from './step-kind.js';

export const report: StepKind = {
  id: 'report',
  title: { zh: '报告', en: 'Report' },
  description: { zh: '向上级报送一份材料或一组数字。', en: 'A document or a set of figures goes to the level above.' },
  icon: 'file-text',
  params: z.strictObject({ prefill: z.boolean().optional() }),
  hints: {
    prefill: {
      label: { zh: '自动带出已有数字', en: 'Prefill known figures' },
      help: { zh: '已经报过的数字不再让单位填一遍。', en: 'Figures already handed in are not asked again.' },
      control: 'switch',
    },
  },
  defaultEvidence: {
    file: {
      type: 'file',
      title: { zh: '报告', en: 'Report' },
      required: true,
      order: 1,
      allowed: ['pdf', 'docx'],
      min: 1,
      max: 1,
      role: 'report',
    },
  },
  readiness: 'opened',
  completion: 'hand-in',
  needs: [],
  gathers: false,
  asksUnit: true,
};
