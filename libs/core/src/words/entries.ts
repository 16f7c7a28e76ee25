/** Dictionaries written entry by entry: what belongs to one code stands together, in both languages. */

/** The sentence for a code, in both languages. */
export type Spoken = readonly [zh: string, en: string];
/** The sentence, and what to do about it: said under the code with `.suggestion`. */
export type Advised = readonly [zh: string, zhSuggestion: string, en: string, enSuggestion: string];

/** The two dictionaries of an area. */
export function wordsOf(entries: Readonly<Record<string, Spoken>>): Record<'zh' | 'en', Record<string, string>> {
  const said = (index: 0 | 1): Record<string, string> =>
    Object.fromEntries(Object.entries(entries).map(([code, entry]) => [code, entry[index]]));
  return { zh: said(0), en: said(1) };
}

/** Entries with their suggestions, as entries of their own. */
export const advised = (entries: Readonly<Record<string, Advised>>): Record<string, Spoken> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([code, [zh, zhSuggestion, en, enSuggestion]]): [string, Spoken][] => [
      [code, [zh, en]],
      [`${code}.suggestion`, [zhSuggestion, enSuggestion]],
    ]),
  );
