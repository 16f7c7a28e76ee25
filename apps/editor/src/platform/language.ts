import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { LocalText } from '@gangmu/core';
import { dictionaries, type WordKey } from '../words/words.js';
import { recall, remember } from './browser-memory.js';
import { inLanguage } from './local-text.js';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What goes into `lang` and `Accept-Language`. */
export const TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** Starts i18next in the language chosen last, else Chinese: the offices' language, whatever the browser says. */
export function startLanguage(): void {
  const stored = recall('language');
  const language = isLanguage(stored) ? stored : 'zh';
  document.documentElement.lang = TAGS[language];
  void i18next.init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: dictionaries.zh }, en: { translation: dictionaries.en } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // React escapes; placeholders look like those of the core's words.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  });
}

/** The language in force, also outside components. */
export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'zh');

/** Changes the language and keeps the choice for the next visit. */
export function changeLanguage(language: Language): void {
  remember('language', language);
  document.documentElement.lang = TAGS[language];
  void i18next.changeLanguage(language);
}

export interface Words {
  language: Language;
  /** The words for a key, with `{param}` filled in. */
  t: (key: WordKey, params?: Record<string, string | number>) => string;
  /** A text of the data in the reader's language. */
  local: (text: LocalText | undefined) => string;
  /** Names one after the other. */
  list: (names: readonly string[]) => string;
}

/** A page asks for hundreds of words at once, and most have nothing to be filled in: those are looked up only once. */
function wordsIn(language: Language): Words {
  const plain = new Map<WordKey, string>();
  return {
    language,
    t: (key, params) => {
      if (params !== undefined) return i18next.t(key, { ...params, lng: language });
      const known = plain.get(key);
      if (known !== undefined) return known;
      const found = i18next.t(key, { lng: language });
      if (i18next.isInitialized) plain.set(key, found);
      return found;
    },
    local: (text) => inLanguage(text, language),
    list: (names) => names.join(language === 'zh' ? '、' : ', '),
  };
}
const words: Record<Language, Words> = { zh: wordsIn('zh'), en: wordsIn('en') };

const follow = (changed: () => void): (() => void) => {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
};

/**
 * Words in the language in force; renders again when it changes. Straight from i18next: the hook of react-i18next keeps
 * states and effects of its own for each of hundreds of components.
 */
export const useWords = (): Words => words[useSyncExternalStore(follow, currentLanguage)];
