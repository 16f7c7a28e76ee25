import { commandRule, isBlank, refusal } from '../command-rule.js';

/** The run pauses: nothing opens, nothing is handed in, no rung acts, and no time is counted. */
export const holdRun = commandRule({
  type: 'HoldRun',
  roles: ['designer', 'administrator'],
  decide(d, command) {
    if (d.run.status !== 'running') return refusal('run.over', '', { status: d.run.status });
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    d.emit({ type: 'RunHeld', at: d.now, reason: command.reason });
    return undefined;
  },
});
