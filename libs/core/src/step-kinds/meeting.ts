import { z } from 'zod';
import { gatheringEvidence } from './gathering-evidence.js';
import type { StepKind } from './step-kind.js';

export const meeting: StepKind = {
  id: 'meeting',
  title: { zh: '会议', en: 'Meeting' },
  description: {
    zh: '召开一次会议，报送日期和应到、实到人数。',
    en: 'A meeting is held; its date and who was due and present are handed in.',
  },
  icon: 'team',
  params: z.strictObject({
    format: z
      .enum(['mobilisation', 'democratic-life', 'organisational-life', 'members', 'committee', 'other'])
      .optional(),
    joint: z.boolean().optional(),
  }),
  hints: {
    format: {
      label: { zh: '会议类型', en: 'Kind of meeting' },
      control: 'choice',
      options: [
        { value: 'mobilisation', label: { zh: '动员会', en: 'Mobilisation' } },
        { value: 'democratic-life', label: { zh: '专题民主生活会', en: 'Democratic life meeting' } },
        { value: 'organisational-life', label: { zh: '专题组织生活会', en: 'Organisational life meeting' } },
        { value: 'members', label: { zh: '党员大会', en: "Members' meeting" } },
        { value: 'committee', label: { zh: '支委会', en: 'Committee meeting' } },
        { value: 'other', label: { zh: '其他', en: 'Other' } },
      ],
    },
    joint: { label: { zh: '可几个单位合开', en: 'May be held jointly' }, control: 'switch' },
  },
  defaultEvidence: gatheringEvidence,
  readiness: 'opened',
  completion: 'hand-in',
  needs: [],
  gathers: true,
  asksUnit: true,
};
