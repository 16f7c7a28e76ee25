import type { Language } from '../../platform/language.js';

const formats: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', month: 'long', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short', day: 'numeric' }),
};

/** A plain date as short as a card allows: 3月2日, 2 Mar. */
export const plainDay = (date: string, language: Language): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : formats[language].format(at);
};
