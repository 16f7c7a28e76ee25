import type { Instant } from '@gangmu/core';

/** What the engine takes for now. Everything that judges or records time asks here. */
export abstract class Clock {
  abstract readonly stepped: boolean;
  abstract now(): Instant;
}

export class RealClock extends Clock {
  readonly stepped = false;
  now(): Instant {
    return Date.now();
  }
}
