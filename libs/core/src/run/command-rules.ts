/** The one list of commands to a run that exists. A new command is one file and one line here. */
import { acceptItem } from './commands/accept-item.js';
import { advanceTime } from './commands/advance-time.js';
import { closeRun } from './commands/close-run.js';
import { returnItem } from './commands/return-item.js';
import { submitItem } from './commands/submit-item.js';

export const commandRules = [submitItem, acceptItem, returnItem, advanceTime, closeRun] as const;
