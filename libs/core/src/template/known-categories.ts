import type { LocalText } from './document.js';

/**
 * Categories that organisations of this kind commonly have, by the code that units carry and templates name. An
 * organisation may have others: a code is any short lower-case word, and one not known here is said as it was written.
 */
export const knownCategories: readonly {
  id: string;
  title: LocalText;
  /** What lists of units also call it. */
  also: readonly string[];
}[] = [
  { id: 'county', title: { zh: '县级班子', en: 'County leadership' }, also: ['县', '县委'] },
  { id: 'county-organ', title: { zh: '县直机关', en: 'County organ' }, also: ['县直单位'] },
  { id: 'township', title: { zh: '乡镇（街道）', en: 'Township' }, also: ['乡镇', '街道'] },
  { id: 'organ-branch', title: { zh: '机关支部', en: 'Office branch' }, also: ['机关党支部'] },
  { id: 'village', title: { zh: '村', en: 'Village' }, also: ['村党支部'] },
  { id: 'community', title: { zh: '社区', en: 'Community' }, also: ['社区党支部'] },
  {
    id: 'new-economy',
    title: { zh: '两新组织', en: 'New economic or social organisation' },
    also: ['两新组织党支部'],
  },
  { id: 'school', title: { zh: '学校', en: 'School' }, also: ['学校党支部'] },
  { id: 'hospital', title: { zh: '医院', en: 'Hospital' }, also: ['医院党支部'] },
  { id: 'public-institution', title: { zh: '事业单位', en: 'Public institution' }, also: [] },
];

const TITLES: ReadonlyMap<string, LocalText> = new Map(knownCategories.map(({ id, title }) => [id, title]));
const CODES: ReadonlyMap<string, string> = new Map(
  knownCategories.flatMap(({ id, title, also }) => [title.zh, ...also].map((name) => [name, id])),
);

/** What is said where a template names no categories: it is the same for every unit. */
export const ANY_UNIT: LocalText = { zh: '各单位', en: 'every unit' };

/** A category as people read it. */
export const categoryTitle = (code: string): LocalText => TITLES.get(code) ?? { zh: code };

/** The code of a category that goes by this Chinese name; undefined where none does. */
export const categoryNamed = (name: string): string | undefined => CODES.get(name);
