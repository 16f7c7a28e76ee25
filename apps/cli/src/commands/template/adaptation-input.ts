/** What the commands about adaptations read beside templates: adaptations, decisions, granted deviations. */
import {
  type Adaptation,
  type Decision,
  decisionsFileSchema,
  type Grant,
  grantsFileSchema,
  parseAdaptationText,
} from '@gangmu/core';
import { Refused, textOf, Unreadable } from './input.js';
import type { Language } from './terminal.js';

const WORDS = {
  zh: (file: string, what: string, why: string) => `${file} 不是可用的${what}文件：${why}。`,
  en: (file: string, what: string, why: string) => `${file} is no file of ${what} that can be used: ${why}.`,
} as const;

interface Reader<T> {
  safeParse: (
    input: unknown,
  ) => { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

async function listOf<T>(
  file: string | undefined,
  schema: Reader<T[]>,
  what: Record<Language, string>,
  lang: Language,
) {
  if (file === undefined) return [];
  const text = await textOf(file, lang);
  try {
    const read = schema.safeParse(JSON.parse(text));
    if (read.success) return read.data;
    const [first] = read.error.issues;
    throw new Error(`/${first?.path.map(String).join('/') ?? ''} ${first?.message ?? ''}`);
  } catch (cause) {
    throw new Unreadable(WORDS[lang](file, what[lang], cause instanceof Error ? cause.message : String(cause)));
  }
}

/** The adaptation in a file; throws `Unreadable`, or `Refused` with what is wrong in it. */
export async function adaptationOf(file: string, lang: Language): Promise<Adaptation> {
  const read = parseAdaptationText(await textOf(file, lang));
  if (!read.ok) throw new Refused(file, read.findings);
  return read.adaptation;
}

/** The decisions in a file; none where none is named. */
export const decisionsOf = (file: string | undefined, lang: Language): Promise<Decision[]> =>
  listOf<Decision>(file, decisionsFileSchema, { zh: '裁定', en: 'decisions' }, lang);

/** The granted deviations in a file; none where none is named. */
export const grantsOf = (file: string | undefined, lang: Language): Promise<Grant[]> =>
  listOf<Grant>(file, grantsFileSchema, { zh: '变通', en: 'variances' }, lang);
