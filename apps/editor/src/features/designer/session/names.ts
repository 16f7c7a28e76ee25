import type { LocalText, Operation, Template } from '@gangmu/core';
import { stepKind } from '@gangmu/core';
import type { Language } from '../../../platform/language.js';

/**
 * A title typed in one language. Chinese is never missing; a new step's title in the other language is still that of
 * its kind, and what would then be wrong is not kept.
 */
export function renamed(title: LocalText, typed: string, language: Language, presets: readonly LocalText[]): LocalText {
  const untouched = presets.some((preset) => title.zh === preset.zh && title.en === preset.en);
  if (language === 'zh') return title.en === undefined || untouched ? { zh: typed } : { zh: typed, en: title.en };
  return { zh: untouched ? typed : title.zh, en: typed };
}

/** Titles of phases that nobody has named yet. */
export const NEW_PHASE_TITLE = { zh: '新板块', en: 'New phase' };
const PHASE_PRESETS: readonly LocalText[] = [NEW_PHASE_TITLE, { zh: '第一板块', en: 'First phase' }];

/** The operation that gives a step or a phase its typed title. */
export function renameOperation(
  template: Template,
  map: 'steps' | 'phases',
  id: string,
  typed: string,
  language: Language,
): Operation {
  const title = template[map][id]?.title ?? { zh: typed };
  const kind = map === 'steps' ? stepKind(template.steps[id]?.kind ?? '')?.title : undefined;
  const presets = map === 'phases' ? PHASE_PRESETS : kind === undefined ? [] : [kind];
  return { op: 'set-field', path: `/${map}/${id}/title`, value: renamed(title, typed, language, presets) };
}

/** Short ids of letters and digits, beginning with a letter; those of the template are never given again. */
export function newId(taken: (id: string) => boolean, prefix: string): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  for (;;) {
    const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters.charAt(byte % 32)).join('');
    const id = `${prefix}-${random}`;
    if (!taken(id)) return id;
  }
}
