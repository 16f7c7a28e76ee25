import { commandRule, isLive, refusal } from '../command-rule.js';
import { settle } from '../settle.js';

/** The campaign closes over a run: what is left is said to be incomplete, not hidden. */
export const closeRun = commandRule({
  type: 'CloseRun',
  roles: ['machine', 'designer', 'administrator'],
  whileHeld: true,
  decide(d) {
    if (d.context.actor.role === 'machine' && d.now < d.run.end) return refusal('run.close.early');
    const { at } = d.context;
    // Whatever time alone still ends, ends before the door is shut.
    d.touchAll();
    settle(d);
    for (const item of Object.values(d.run.items))
      if (isLive(item)) d.emit({ type: 'ItemEnded', item: item.id, outcome: 'incomplete', at });
    d.emit({ type: 'RunClosed', at });
    return undefined;
  },
});
