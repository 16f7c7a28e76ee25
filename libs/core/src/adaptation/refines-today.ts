import { type Finding, type Param } from '../findings.js';
import type { Template } from '../template/document.js';
import { grantToChange, type LockOptions } from './grants.js';
import { variancePlace } from './lock.js';
import { refines } from './refines.js';

/**
 * What hinders publishing on the day `on`: what `refines` finds with the grants in force that day. A place with a grant
 * that begins later was drafted on with reason; it is named with the day from which it may be published.
 */
export function refinesToday(base: Template, adapted: Template, options: LockOptions): Finding[] {
  const { on, ...always } = options;
  const found = refines(base, adapted, options);
  if (on === undefined || found.length === 0) return found;
  return found.map((finding): Finding => {
    const from = grantToChange(variancePlace(adapted, finding.path), always)?.from;
    if (from === undefined || from <= on) return finding;
    const params: Record<string, Param> = { ...finding.params, from };
    return { ...finding, code: 'refine.not-yet-granted', params };
  });
}
