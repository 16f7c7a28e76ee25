import { type PlainDate, weekdayOf } from '@gangmu/core';
import type { Language } from '../../../platform/language.js';

const WEEKDAYS = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

/** A plain date with its day of the week: 2026-04-10（星期五）. */
export function dayWords(date: PlainDate, language: Language): string {
  const day = WEEKDAYS[language][weekdayOf(date)] ?? '';
  return language === 'zh' ? `${date}（${day}）` : `${date} (${day})`;
}
