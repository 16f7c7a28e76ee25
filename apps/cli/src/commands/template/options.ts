/** Options that several template commands share. */
import { Option } from 'commander';
import type { Language } from './terminal.js';

/** The language a command answers in. */
export const languageOption = (lang: Language): Option =>
  new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default(lang);

/** The calendar that dates are worked out by. */
export const calendarOption = (): Option =>
  new Option('--calendar <file>', 'working days from this calendar file instead of the shipped one');
