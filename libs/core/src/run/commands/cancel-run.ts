import { commandRule, isBlank, isLive, refusal } from '../command-rule.js';

/** The unit no longer takes part: a mistake in the scope, or a unit that was dissolved. */
export const cancelRun = commandRule({
  type: 'CancelRun',
  roles: ['designer', 'administrator', 'machine'],
  whileHeld: true,
  decide(d, command) {
    if (isBlank(command.reason)) return refusal('run.reason', '/reason');
    const { at } = d.context;
    for (const item of Object.values(d.run.items))
      if (isLive(item)) d.emit({ type: 'ItemEnded', item: item.id, outcome: 'cancelled', at, reason: command.reason });
    d.emit({ type: 'RunCancelled', at, reason: command.reason });
    return undefined;
  },
});
