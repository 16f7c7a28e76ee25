/** `gangmu template …`: templates as files. One line per command; each lives in a file of its own. */
import { Command } from 'commander';
import { checkCommand } from './check.js';
import type { Language } from './terminal.js';

/** The group of commands as the command line adds it. */
export const templateCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('template').description('templates as files').addCommand(checkCommand(lang, exit));
