/** What is called something before anybody has named it, and what typing a name then means for its other language. */
import { stepKinds } from '../step-kinds/step-kinds.js';
import type { LocalText } from '../template/document.js';

/** Titles of what is new; a new step drawn on the canvas is called what its kind is. */
export const presetTitles = {
  task: { zh: '新任务', en: 'New task' },
  phase: { zh: '新板块', en: 'New phase' },
  firstPhase: { zh: '第一板块', en: 'First phase' },
  lead: { zh: '牵头单位', en: 'Lead' },
  handler: { zh: '承办人', en: 'Handler' },
} as const satisfies Record<string, LocalText>;

const isPreset = (title: LocalText): boolean =>
  [...Object.values(presetTitles), ...stepKinds.map((kind) => kind.title)].some(
    ({ zh, en }) => zh === title.zh && en === title.en,
  );

/**
 * A text after somebody typed it in one language. The other language stays, unless it is still a preset's: that would
 * be wrong for ever, and where it is missing, that is found. Chinese is never missing: without one it is what was typed.
 */
export function retitled(title: LocalText | undefined, typed: string, language: 'zh' | 'en'): LocalText {
  const own = title === undefined || isPreset(title) ? undefined : title;
  if (language === 'en') return { zh: own?.zh ?? typed, en: typed };
  return { ...own, zh: typed };
}
