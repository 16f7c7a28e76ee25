import { commandRule } from '../command-rule.js';

/** Time has come this far: whatever is due to open is opened. Nothing due is no refusal. */
export const advanceTime = commandRule({
  type: 'AdvanceTime',
  roles: ['machine'],
  whileHeld: true,
  decide(d) {
    d.touchAll();
    return undefined;
  },
});
