/** How guessing is slowed: free attempts first, then a pause that doubles with every further failure. */
import type { Instant } from '../instants.js';

export interface Attempts {
  failures: number;
  /** When the last failure was. */
  at: Instant;
}

export interface ThrottleRule {
  /** Failures without a pause. */
  free: number;
  firstPause: number;
  longestPause: number;
  /** Without a failure for this long everything is forgotten. */
  forgetAfter: number;
}

/** One login: a clerk who mistypes is not bothered, a dictionary gets nowhere. */
export const PER_LOGIN: ThrottleRule = {
  free: 5,
  firstPause: 5_000,
  longestPause: 15 * 60_000,
  forgetAfter: 24 * 3_600_000,
};
/** One address: a whole office may share it, so more is free. */
export const PER_ADDRESS: ThrottleRule = {
  free: 50,
  firstPause: 5_000,
  longestPause: 15 * 60_000,
  forgetAfter: 3_600_000,
};

/** Length of the pause after so many failures, in milliseconds. */
export function pauseAfter(failures: number, rule: ThrottleRule): number {
  if (failures <= rule.free) return 0;
  // 2 ** 40 would already exceed any longest pause: bounding the exponent keeps the number finite.
  return Math.min(rule.longestPause, rule.firstPause * 2 ** Math.min(40, failures - rule.free - 1));
}

/** Milliseconds still to wait before another attempt is heard; 0 when it may be made now. */
export function waitFor(attempts: Attempts | undefined, rule: ThrottleRule, now: Instant): number {
  if (attempts === undefined || now - attempts.at >= rule.forgetAfter) return 0;
  const pause = pauseAfter(attempts.failures, rule);
  // What is free waits for nobody, not even for a failure that is noted as later than this attempt.
  return pause === 0 ? 0 : Math.max(0, attempts.at + pause - now);
}

/** What is remembered after one more failure. */
export const afterFailure = (attempts: Attempts | undefined, rule: ThrottleRule, now: Instant): Attempts => ({
  failures: attempts === undefined || now - attempts.at >= rule.forgetAfter ? 1 : attempts.failures + 1,
  at: now,
});
