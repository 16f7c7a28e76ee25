/** What the template commands read: files within bounds, templates, calendars. */
import { readFile, stat } from 'node:fs/promises';
import {
  type Calendar,
  calendarDataSchema,
  calendarFrom,
  cn,
  type Finding,
  findingsOf,
  type Issue,
  jsonIn,
  parseTemplateText,
  TEMPLATE_LIMITS,
  type Template,
} from '@gangmu/core';
import type { Language } from './terminal.js';

const WORDS = {
  zh: {
    unreadable: (file: string) => `读不到 ${file}：请检查路径和权限。`,
    tooLarge: (file: string) => `${file} 太大，不是能用的文件。`,
  },
  en: {
    unreadable: (file: string) => `Cannot read ${file}: check its path and permissions.`,
    tooLarge: (file: string) => `${file} is too large to be used.`,
  },
} as const;

/** What stopped a file from being looked at at all: exit code 2. Its message is in the reader's words. */
export class Unreadable extends Error {}

/** What is wrong inside a file that could be read: exit code 1, or 2 where it is not the file that is judged. */
export class Refused extends Error {
  constructor(
    readonly file: string,
    readonly findings: Finding[],
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(file);
  }
}

/** The bytes of a file of at most `limit` bytes; a larger one is not even read. */
export async function bytesOf(file: string, lang: Language, limit: number): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size > limit) throw new Unreadable(WORDS[lang].tooLarge(file));
    return await readFile(file);
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable(WORDS[lang].unreadable(file));
  }
}

/** The text of a file no larger than a template may be. */
export async function textOf(file: string, lang: Language): Promise<string> {
  // UTF-8 takes four bytes per character at most.
  return new TextDecoder().decode(await bytesOf(file, lang, TEMPLATE_LIMITS.characters * 4));
}

/** The JSON in a file that is read beside the one that is judged; throws `Refused` where it is none. */
export function jsonOf(file: string, text: string): unknown {
  const read = jsonIn(text);
  if (!read.ok) throw new Refused(file, read.findings, 2);
  return read.value;
}

/** What a schema says of a file, in the words that templates are refused with. */
export const foundBySchema = (issues: readonly unknown[]): Finding[] =>
  (issues as readonly Issue[]).slice(0, 100).flatMap((issue) => findingsOf(issue, []));

/** The template in a file; throws `Unreadable`, or `Refused` with what is wrong in it. */
export async function templateOf(file: string, lang: Language): Promise<Template> {
  const parsed = parseTemplateText(await textOf(file, lang));
  if (!parsed.ok) throw new Refused(file, parsed.findings);
  return parsed.template;
}

/** The calendar in a file, or the shipped one where none is named. */
export async function calendarOf(file: string | undefined, lang: Language): Promise<Calendar> {
  if (file === undefined) return cn;
  const checked = calendarDataSchema.safeParse(jsonOf(file, await textOf(file, lang)), { reportInput: true });
  if (checked.success) return calendarFrom(checked.data);
  throw new Refused(file, foundBySchema(checked.error.issues), 2);
}
