/** `gangmu template …`: templates as files. One line per command; each lives in a file of its own. */
import { Command } from 'commander';
import { adaptCommand } from './adapt.js';
import { checkCommand } from './check.js';
import { diffCommand } from './diff.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { mergeCommand } from './merge.js';
import { reuseCommand } from './reuse.js';
import { simulateCommand } from './simulate.js';
import type { Language } from './terminal.js';

/** The group of commands as the command line adds it. */
export const templateCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('template')
    .description('templates as files')
    .addCommand(checkCommand(lang, exit))
    .addCommand(diffCommand(lang, exit))
    .addCommand(adaptCommand(lang, exit))
    .addCommand(mergeCommand(lang, exit))
    .addCommand(simulateCommand(lang, exit))
    .addCommand(reuseCommand(lang, exit))
    .addCommand(exportCommand(lang, exit))
    .addCommand(importCommand(lang, exit));
