import { z } from 'zod';
import type { StepKind } from './step-kind.js';

export const task: StepKind = {
  id: 'task',
  title: { zh: '工作任务', en: 'Task' },
  description: {
    zh: '一件要做的事，办结后报送日期或数量。',
    en: 'Something to be done; its date or quantity is handed in when it is.',
  },
  icon: 'check-square',
  params: z.strictObject({}),
  hints: {},
  defaultEvidence: { date: { type: 'date', title: { zh: '完成日期', en: 'Date done' }, required: true, order: 1 } },
  readiness: 'opened',
  completion: 'hand-in',
  needs: [],
  gathers: false,
  asksUnit: true,
};
