import { z } from 'zod';
import type { StepKind } from './step-kind.js';

export const cascade: StepKind = {
  id: 'cascade',
  title: { zh: '下级完成', en: 'Cascade' },
  description: {
    zh: '下级单位达到里程碑的数量或比例够了，本步自动完成，不用填报。',
    en: 'Ends by itself when enough subordinate units have reached the milestone; nothing is handed in.',
  },
  icon: 'cluster',
  params: z.strictObject({}),
  hints: {},
  defaultEvidence: {},
  readiness: 'subordinates',
  completion: 'cascade',
  needs: ['cascade'],
  gathers: false,
  asksUnit: false,
};
