import { closingOf } from '../closing.js';
import { commandRule, isLive, refusal } from '../command-rule.js';
import { settle } from '../settle.js';

/**
 * The campaign closes over a run: what is left is said to be incomplete, not hidden. By itself it does so only when no
 * deadline is to come any more; people may close it before.
 */
export const closeRun = commandRule({
  type: 'CloseRun',
  roles: ['machine', 'designer', 'administrator'],
  whileHeld: true,
  decide(d) {
    const byItself = d.context.actor.role === 'machine';
    if (byItself && d.now < closingOf(d.run)) return refusal('run.close.early');
    const { at } = d.context;
    // Whatever time alone still ends, ends before the door is shut.
    d.touchAll();
    settle(d);
    // What opened only now, because nothing more of what it waited for will come, has its time before it as well.
    if (byItself && d.now < closingOf(d.run)) return undefined;
    for (const item of Object.values(d.run.items))
      if (isLive(item)) d.emit({ type: 'ItemEnded', item: item.id, outcome: 'incomplete', at });
    d.emit({ type: 'RunClosed', at });
    return undefined;
  },
});
