/** When a session ends and when its token is exchanged. */
import type { Instant } from '../instants.js';

export const IDLE_END = 2 * 3_600_000;
export const ABSOLUTE_END = 12 * 3_600_000;
export const ROTATE_EVERY = 15 * 60_000;
/** Requests that were under way while the token was exchanged still carry the old one. */
export const ROTATION_GRACE = 60_000;

export interface SessionTimes {
  startedAt: Instant;
  seenAt: Instant;
  rotatedAt: Instant;
}

/** Whether a session is over: idle or old for too long. */
export const sessionEnded = (times: SessionTimes, now: Instant): boolean =>
  now - times.seenAt >= IDLE_END || now - times.startedAt >= ABSOLUTE_END;
/** Whether its token is to be exchanged for a new one. */
export const rotationDue = (times: SessionTimes, now: Instant): boolean => now - times.rotatedAt >= ROTATE_EVERY;
