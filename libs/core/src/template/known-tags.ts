import type { LocalText } from './document.js';

/**
 * Tags the product itself knows, for the shipped templates and rules. Any other tag is a word of the office's own and
 * is said as it was written.
 */
const KNOWN_TAGS: ReadonlyMap<string, LocalText> = new Map(
  Object.entries({
    visit: { zh: '下基层调研走访', en: 'visit to the grassroots' },
    'leading-group': { zh: '成立领导小组', en: 'leading group' },
    test: { zh: '考试', en: 'test' },
    quiz: { zh: '知识竞答', en: 'quiz' },
    contest: { zh: '竞赛', en: 'contest' },
    essay: { zh: '征文', en: 'essay' },
    'speech-contest': { zh: '演讲比赛', en: 'speech contest' },
    notes: { zh: '硬性要求的学习笔记', en: 'study notes by order' },
  }),
);

/** A tag as people read it. */
export const tagTitle = (tag: string): LocalText => KNOWN_TAGS.get(tag) ?? { zh: tag };
