import type { LocalText } from '@gangmu/core';
import type { Language } from './language.js';

/** The text in the reader's language; Chinese where there is no translation. */
export const inLanguage = (text: LocalText | undefined, language: Language): string =>
  text === undefined ? '' : language === 'en' && text.en !== undefined && text.en !== '' ? text.en : text.zh;
