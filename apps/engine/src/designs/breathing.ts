import { setTimeout as pause } from 'node:timers/promises';

/** Work on this thread in one go, in milliseconds, before others are let through. */
const IN_ONE_GO = 8;

/**
 * Long computing in small pieces: awaited between two of them, it lets others through now and then, so that no request
 * waits for more than a piece or two each time it comes back from the database.
 */
export function breathing(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    if (worked < IN_ONE_GO) return;
    await pause(Math.min(worked / 2, 10));
    since = performance.now();
  };
}
