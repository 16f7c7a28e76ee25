/** The organisation a template is for, from the files that `gangmu org import` takes. */
import { basename } from 'node:path';
import { LARGEST_IMPORT_FILE } from '@gangmu/contract';
import { type Finding, type LintOptions, type SimulatedUnit } from '@gangmu/core';
import { type FiledOrganisation, organisationIn } from '@gangmu/documents/tables';
import { Option } from 'commander';
import { bytesOf, Refused, Unreadable } from './input.js';
import type { Language } from './terminal.js';

const WORDS = {
  zh: { noUnits: (files: string) => `${files} 里没有单位。` },
  en: { noUnits: (files: string) => `${files} has no units.` },
} as const;

/** The files of an organisation; named once for each. */
export const organisationOption = (): Option =>
  new Option(
    '--organisation <file>',
    'units, posts (CSV or xlsx as for "org import"): also checks categories, groups and roles nobody holds; once per file',
  ).argParser((file: string, files: string[] | undefined) => [...(files ?? []), file]);

/** Reads organisation files. @throws Unreadable, or Refused with every wrong row */
async function filed(files: readonly string[], lang: Language): Promise<FiledOrganisation> {
  const read = await Promise.all(
    files.map(async (file) => ({ name: basename(file), bytes: await bytesOf(file, lang, LARGEST_IMPORT_FILE) })),
  );
  const { organisation, problems } = await organisationIn(read, new Date().toISOString().slice(0, 10));
  if (problems.length > 0)
    throw new Refused(
      files.join(' '),
      problems.slice(0, 100).map(
        ({ file, row, column, code, params }): Finding => ({
          code,
          severity: 'error',
          path: [file, ...(row > 0 ? [row] : []), ...(column === null ? [] : [column])].join(':'),
          params,
        }),
      ),
      2,
    );
  if (organisation.units.length === 0) throw new Unreadable(WORDS[lang].noUnits(files.join(' ')));
  return organisation;
}

/**
 * What the linter knows of an organisation: kinds of units, what posts stand for, and – for a template that is no
 * adaptation of another – the categories there are.
 */
export async function knownOf(
  files: readonly string[] | undefined,
  { lang, isRoot }: { lang: Language; isRoot: boolean },
): Promise<Pick<LintOptions, 'units' | 'organisation'>> {
  if (files === undefined) return {};
  const { units, holders } = await filed(files, lang);
  const kinds = new Map(units.map(({ facts }) => [JSON.stringify(facts), facts]));
  return {
    units: [...kinds.values()],
    organisation: {
      ...(holders === undefined ? {} : { holders }),
      ...(isRoot ? { categories: [...new Set(units.map(({ facts }) => facts.category))] } : {}),
    },
  };
}

/** The units of a file, to try a template on. */
export async function unitsOf(file: string, lang: Language): Promise<SimulatedUnit[]> {
  const { units } = await filed([file], lang);
  return units.map(({ code, superior, name, facts, territory }) => ({
    id: code,
    name,
    facts,
    ...(superior === null ? {} : { superior }),
    ...(territory === null ? {} : { place: { id: territory, name: { zh: territory } } }),
  }));
}
