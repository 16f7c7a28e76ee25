import { z } from 'zod';
import type { StepKind } from './step-kind.js';

export const milestone: StepKind = {
  id: 'milestone',
  title: { zh: '里程碑', en: 'Milestone' },
  description: {
    zh: '前面的任务都结束时自动到达，供上级汇总，不用填报。',
    en: 'Reached by itself when what leads to it has ended; the level above counts it.',
  },
  icon: 'flag',
  params: z.strictObject({}),
  hints: {},
  defaultEvidence: {},
  readiness: 'opened',
  completion: 'reached',
  needs: [],
  gathers: false,
  asksUnit: false,
};
