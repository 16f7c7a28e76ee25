/** Options that several template commands share. */
import { Option } from 'commander';
import type { Language } from './terminal.js';

export const languageOption = (lang: Language): Option =>
  new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default(lang);

export const calendarOption = (): Option =>
  new Option('--calendar <file>', 'working days from this calendar file instead of the shipped one');
