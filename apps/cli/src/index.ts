/** `gangmu …`: the command line. One line per command; each lives in a file of its own in commands/. */
import { Command, CommanderError } from 'commander';
import { calendarCommand } from './commands/calendar.js';
import { campaignCommand } from './commands/campaign.js';
import { demoCommand } from './commands/demo.js';
import { exportCommand } from './commands/export.js';
import { ledgerCommand } from './commands/ledger.js';
import { orgCommand } from './commands/org.js';
import { templateCommand } from './commands/template/template.js';
import { verifyCommand } from './commands/verify.js';

/** Chinese first, as on the screens; another language in the environment means English. */
const languageOf = (environment: Record<string, string | undefined>): 'zh' | 'en' => {
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return locale === '' || locale.startsWith('zh') ? 'zh' : 'en';
};

/** Whoever reads the output may have seen enough (`| head`): that is no failure. */
const endQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};

/** Runs one command; answers the exit code: 0 well, 1 something was found or refused, 2 wrong use or out of reach. */
export async function main(argv: string[]): Promise<number> {
  const lang = languageOf(process.env);
  let code = 0;
  if (!process.stdout.listeners('error').includes(endQuietly)) process.stdout.on('error', endQuietly);
  const exit = (given: number): void => {
    code = given;
  };
  const program = new Command('gangmu')
    .description('Gangmu 纲目: campaign templates, campaigns and their record')
    .showHelpAfterError()
    .exitOverride()
    .addCommand(templateCommand(lang, exit))
    .addCommand(orgCommand(lang, exit))
    .addCommand(calendarCommand(lang, exit))
    .addCommand(campaignCommand(lang, exit))
    .addCommand(ledgerCommand(lang, exit))
    .addCommand(demoCommand(lang, exit))
    .addCommand(verifyCommand(lang, exit))
    .addCommand(exportCommand(lang, exit));
  const inherit = (command: Command): void => {
    command.exitOverride().showHelpAfterError();
    command.commands.forEach(inherit);
  };
  program.commands.forEach(inherit);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? 0 : 2;
  }
  process.exitCode = code;
  return code;
}
