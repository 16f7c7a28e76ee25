/** Numbers of an official table: 一、二、三 for phases, （一）（二） for their tasks. */
import type { Language } from '../words/words.js';

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A whole number from 1 to 999 in Chinese numerals: 十二, 一百零三. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 999) return String(n);
  const hundreds = Math.floor(n / 100);
  const tens = Math.floor((n % 100) / 10);
  const ones = n % 10;
  const digit = (one: number): string => DIGITS[one] ?? '';
  let words = hundreds > 0 ? `${digit(hundreds)}百` : '';
  if (tens > 0) words += (tens === 1 && hundreds === 0 ? '' : digit(tens)) + '十';
  else if (hundreds > 0 && ones > 0) words += '零';
  return words + (ones > 0 ? digit(ones) : '');
}

/** The number of a phase: 一、 or 1. */
export const phaseNumber = (phase: number, lang: Language): string =>
  lang === 'zh' ? chineseNumber(phase) : String(phase);

/** The number of a task within its phase: 一（二） or 1.2. */
export const taskNumber = (phase: number, task: number, lang: Language): string =>
  lang === 'zh' ? `${chineseNumber(phase)}（${chineseNumber(task)}）` : `${phase}.${task}`;
