import { commandRule } from '../command-rule.js';
import { endItem } from './end-item.js';

/** The item falls away; for what follows that is a skip. */
export const cancelItem = commandRule({
  type: 'CancelItem',
  roles: ['designer', 'administrator'],
  whileHeld: true,
  decide: (d, command) => endItem(d, command, 'cancelled'),
});
