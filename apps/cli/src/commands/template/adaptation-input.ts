/** What the commands about adaptations read beside templates: adaptations, decisions, granted deviations. */
import {
  type Adaptation,
  type Decision,
  decisionsFileSchema,
  type Grant,
  grantsFileSchema,
  type LockOptions,
  parseAdaptationText,
} from '@gangmu/core';
import { foundBySchema, jsonOf, Refused, textOf } from './input.js';
import type { PlaceOptions } from './options.js';
import type { Language } from './terminal.js';

interface Reader<T> {
  safeParse: (
    input: unknown,
    options: { reportInput: boolean },
  ) => { success: true; data: T } | { success: false; error: { issues: unknown[] } };
}

async function listOf<T>(file: string | undefined, schema: Reader<T[]>, lang: Language): Promise<T[]> {
  if (file === undefined) return [];
  const read = schema.safeParse(jsonOf(file, await textOf(file, lang)), { reportInput: true });
  if (read.success) return read.data;
  throw new Refused(file, foundBySchema(read.error.issues), 2);
}

/** The adaptation in a file; throws `Unreadable`, or `Refused` with what is wrong in it. */
export async function adaptationOf(file: string, lang: Language): Promise<Adaptation> {
  const read = parseAdaptationText(await textOf(file, lang));
  if (!read.ok) throw new Refused(file, read.findings);
  return read.adaptation;
}

/** The decisions in a file; none where none is named. */
export const decisionsOf = (file: string | undefined, lang: Language): Promise<Decision[]> =>
  listOf<Decision>(file, decisionsFileSchema, lang);

/** The granted deviations in a file; none where none is named. */
export const grantsOf = (file: string | undefined, lang: Language): Promise<Grant[]> =>
  listOf<Grant>(file, grantsFileSchema, lang);

/** The adaptations in several files, in their order. */
export const adaptationsOf = (files: readonly string[] | undefined, lang: Language): Promise<Adaptation[]> =>
  Promise.all((files ?? []).map((file) => adaptationOf(file, lang)));

/** For whom, and on which day, grants count. */
export const grantsCountFor = ({ unit, on }: PlaceOptions): Pick<LockOptions, 'units' | 'on'> => ({
  ...(unit === undefined ? {} : { units: unit }),
  ...(on === undefined ? {} : { on }),
});
