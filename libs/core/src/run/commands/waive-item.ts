import { commandRule } from '../command-rule.js';
import { endItem } from './end-item.js';

/** The unit is let off; what follows goes on as if it were done. */
export const waiveItem = commandRule({
  type: 'WaiveItem',
  roles: ['reviewer', 'designer', 'administrator'],
  decide: (d, command) => endItem(d, command, 'waived'),
});
