/**
 * Whether one template refines another: it keeps what the level above mandated and adds only where that was left open.
 * Reflexive and transitive, for the same grants – a level that keeps to its own base keeps to everything above it.
 */
import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import { differenceOf } from './difference.js';
import type { LockOptions } from './grants.js';
import { refineChanges } from './refine-changes.js';
import { Refining } from './refine-context.js';
import { refineChoices, refineExtensions, refineLocalSteps } from './refine-local-steps.js';
import { refineMandates } from './refine-mandates.js';
import { refineCarried, refineEdges, refineReferred } from './refine-references.js';

/**
 * What an adaptation does that its base does not allow; nothing when it refines the base. `grants` are the deviations
 * granted so far, of which those for `units` (the adapting unit and all above it) on the day `on` count. Findings say
 * who set the lock, why and on what authority, and their suggestion what would be possible instead.
 */
export function refines(base: Template, adapted: Template, options: LockOptions = {}): Finding[] {
  if (base === adapted) return [];
  const refining = new Refining(base, adapted, differenceOf(base, adapted), options);
  return [
    ...refineChanges(refining),
    ...refineMandates(refining),
    ...refineEdges(refining),
    ...refineReferred(refining),
    ...refineCarried(refining),
    ...refineLocalSteps(refining),
    ...refineExtensions(refining),
    ...refineChoices(refining),
  ];
}
