import { daysBetween } from '../calendar/plain-date.js';
import { found, type LintRule } from './lint-rule.js';

/** Longer than this is no campaign. */
const MAX_DAYS = 1100;

export const window: LintRule = {
  id: 'window',
  codes: ['window-reversed', 'window-too-long'],
  *check({
    template: {
      window: { start, end },
    },
  }) {
    if (end < start)
      yield found(
        'error',
        'window-reversed',
        '/window/end',
        { start, end },
        { edits: [{ op: 'set', path: '/window', value: { start: end, end: start } }] },
      );
    else if (daysBetween(start, end) > MAX_DAYS) yield found('error', 'window-too-long', '/window', { max: MAX_DAYS });
  },
};
