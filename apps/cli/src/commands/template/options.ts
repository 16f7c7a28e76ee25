/** Options that several template commands share. */
import { plainDateSchema } from '@gangmu/core';
import { InvalidArgumentError, Option } from 'commander';
import type { Language } from './terminal.js';

/** The language a command answers in. */
export const languageOption = (lang: Language): Option =>
  new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default(lang);

/** The calendar that dates are worked out by. */
export const calendarOption = (): Option =>
  new Option('--calendar <file>', 'working days from this calendar file instead of the shipped one');

const repeated = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
const day = (value: string): string => {
  if (plainDateSchema.safeParse(value).success) return value;
  throw new InvalidArgumentError('YYYY-MM-DD');
};

/** Where an adaptation stands: what is between the root and its base, whose it is, and the day it is held to. */
export interface PlaceOptions {
  above?: string[];
  unit?: string[];
  on?: string;
}

/** Adaptations between the root and the base: policies count from their owner down. */
export const aboveOption = (): Option =>
  new Option(
    '--above <file>',
    'adaptation between the root and what this one is made on, for policies; once per level, from the top down',
  ).argParser(repeated);

/** Whose adaptation it is; without it grants count for everybody. */
export const unitOption = (): Option =>
  new Option(
    '--unit <unit>',
    'the adapting unit, and each above it: only what is granted to one of them counts',
  ).argParser(repeated);

/** The day it is held to; without it grants count whatever their dates. */
export const dayOption = (): Option =>
  new Option('--on <day>', 'the day that grants must hold on (YYYY-MM-DD)').argParser(day);
