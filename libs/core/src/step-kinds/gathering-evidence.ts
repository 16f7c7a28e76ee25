import type { Evidence } from '../template/document.js';

/** What a gathering hands in by default: the day and the heads. Photos, sign-in sheets and minutes are not asked. */
export const gatheringEvidence: Record<string, Evidence> = {
  date: { type: 'date', title: { zh: '开展日期', en: 'Date held' }, required: true, order: 1 },
  heads: { type: 'head-count', title: { zh: '参加人数', en: 'Head-count' }, required: true, order: 2 },
};
