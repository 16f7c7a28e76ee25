/** The one list of commands to a run that exists. A new command is one file and one line here. */
import { acceptItem } from './commands/accept-item.js';
import { addRegisterEntry } from './commands/add-register-entry.js';
import { advanceTime } from './commands/advance-time.js';
import { cancelItem } from './commands/cancel-item.js';
import { cancelPhase } from './commands/cancel-phase.js';
import { cancelRun } from './commands/cancel-run.js';
import { closeRun } from './commands/close-run.js';
import { completeRegister } from './commands/complete-register.js';
import { correctItem } from './commands/correct-item.js';
import { delegateItem } from './commands/delegate-item.js';
import { extendItem } from './commands/extend-item.js';
import { handOverWork } from './commands/hand-over-work.js';
import { holdRun } from './commands/hold-run.js';
import { moveDeadline } from './commands/move-deadline.js';
import { recomputeDeadlines } from './commands/recompute-deadlines.js';
import { reopenItem } from './commands/reopen-item.js';
import { reportCascade } from './commands/report-cascade.js';
import { resumeRun } from './commands/resume-run.js';
import { returnItem } from './commands/return-item.js';
import { submitItem } from './commands/submit-item.js';
import { takeOverWork } from './commands/take-over-work.js';
import { triggerStep } from './commands/trigger-step.js';
import { urgeItem } from './commands/urge-item.js';
import { waiveItem } from './commands/waive-item.js';
import { withdrawItem } from './commands/withdraw-item.js';
import { withdrawRegisterEntry } from './commands/withdraw-register-entry.js';

export const commandRules = [
  submitItem,
  withdrawItem,
  acceptItem,
  returnItem,
  waiveItem,
  extendItem,
  moveDeadline,
  recomputeDeadlines,
  holdRun,
  resumeRun,
  delegateItem,
  addRegisterEntry,
  withdrawRegisterEntry,
  completeRegister,
  triggerStep,
  urgeItem,
  correctItem,
  reopenItem,
  cancelItem,
  cancelPhase,
  cancelRun,
  closeRun,
  advanceTime,
  reportCascade,
  handOverWork,
  takeOverWork,
] as const;
