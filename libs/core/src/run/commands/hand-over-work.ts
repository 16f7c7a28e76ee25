import { commandRule, isBlank, isLive, refusal } from '../command-rule.js';

/** The unit ended: what is open goes to its successor, what was done stays on this run's record. */
export const handOverWork = commandRule({
  type: 'HandOverWork',
  roles: ['machine'],
  whileHeld: true,
  decide(d, { to, kind, effective, keep, reason }) {
    const [main] = to;
    if (main === undefined) return refusal('run.succession.nobody', '/to');
    if (isBlank(reason)) return refusal('run.reason', '/reason');
    const { at } = d.context;
    const kept = new Set(keep);
    for (const item of Object.values(d.run.items)) {
      if (!isLive(item)) continue;
      const stays = kept.has(item.id) ? { kept: true as const } : {};
      d.emit({ type: 'ItemHandedOver', item: item.id, to: main, at, ...stays });
    }
    d.emit({ type: 'WorkHandedOver', to, kind, effective, at, reason });
    return undefined;
  },
});
