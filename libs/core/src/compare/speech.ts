/** How things are said in either language: dates, lists, quotation marks, titles. */
import { isPlainDate } from '../calendar/plain-date.js';
import type { LocalText, Template } from '../template/document.js';
import type { Language } from '../words/words.js';

/** The text in a language; English falls back to Chinese. */
export const textIn = (text: LocalText, lang: Language): string => (lang === 'en' ? (text.en ?? text.zh) : text.zh);

/** A name within a sentence, in the quotation marks of its language. */
export const quote = (text: string, lang: Language): string => (lang === 'zh' ? `“${text}”` : `"${text}"`);

/** The same thing said in both languages. */
export const inBoth = (say: (lang: Language) => string): { zh: string; en: string } => ({
  zh: say('zh'),
  en: say('en'),
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A plain date as people say it: 11月30日, 30 Nov; with its year unless that is the year of `template`'s window. */
export function sayDate(date: string, lang: Language, template?: Pick<Template, 'window'>): string {
  if (!isPlainDate(date)) return date;
  const [year = '', month = '', day = ''] = date.split('-');
  const start = template?.window.start.slice(0, 4);
  const withYear = start === undefined || year !== start || template?.window.end.slice(0, 4) !== start;
  if (lang === 'zh') return `${withYear ? `${year}年` : ''}${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}${withYear ? ` ${year}` : ''}`;
}

/** A list: 甲、乙、丙 – a, b and c. */
export function sayList(parts: readonly string[], lang: Language, word: 'and' | 'or' = 'and'): string {
  if (lang === 'zh') {
    if (word === 'and' || parts.length < 2) return parts.join('、');
    return `${parts.slice(0, -1).join('、')}或${parts.at(-1) ?? ''}`;
  }
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}

/** English plurals of what is counted here. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const UNKNOWN = { zh: '（已不存在）', en: '(no longer there)' };
/** The same within brackets. */
const BARE = { zh: '已不存在', en: 'no longer there' };
type Titled = 'steps' | 'phases' | 'roles' | 'registers' | 'categories' | 'policies';

/** The title of an element in quotation marks; said to be gone where the template does not have it. */
export function titleOf(template: Template, map: Titled, id: string, lang: Language): string {
  const element = Object.hasOwn(template[map], id) ? template[map][id] : undefined;
  return element ? quote(textIn(element.title, lang), lang) : UNKNOWN[lang];
}

/** The same without quotation marks: roles and categories are no proper names. */
export function nameOf(template: Template, map: Titled, id: string, lang: Language): string {
  const element = Object.hasOwn(template[map], id) ? template[map][id] : undefined;
  return element ? textIn(element.title, lang) : BARE[lang];
}
