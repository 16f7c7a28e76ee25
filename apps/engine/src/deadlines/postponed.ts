/** The first pause after a failure, and the longest: what failed for an hour needs a person, not more tries. ms. */
const FIRST_PAUSE = 60_000;
export const LONGEST_PAUSE = 3_600_000;

/** How long to wait after so many failures in a row (one or more), ms: twice as long each time. */
export const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE * 2 ** Math.min(failures - 1, 10), LONGEST_PAUSE);

/**
 * What failed by itself and waits for its next try, so that it holds nothing else up. Kept by this process alone:
 * whoever starts anew tries at once.
 */
export class Postponed {
  private readonly waiting = new Map<string, { failures: number; until: number }>();

  /** Puts one off after a failure; answers until when (ms). */
  failed(one: string, now: number): number {
    const failures = (this.waiting.get(one)?.failures ?? 0) + 1;
    const until = now + pauseAfter(failures);
    this.waiting.set(one, { failures, until });
    return until;
  }

  /** Forgets that one ever failed. */
  succeeded(one: string): void {
    this.waiting.delete(one);
  }

  /** Those whose next try is still to come. */
  at(now: number): string[] {
    return [...this.waiting].filter(([, { until }]) => until > now).map(([one]) => one);
  }
}
