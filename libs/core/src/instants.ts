/** Milliseconds since the Unix epoch, UTC: when something was recorded. */
export type Instant = number;
/** Whole minutes since the Unix epoch, UTC: deadlines, openings, closing times. */
export type Minute = number;
/** ISO calendar date, e.g. `2026-03-02`. */
export type PlainDate = string;

export const MS_PER_MINUTE = 60_000;

/** The minute an instant lies in (rounded down). */
export const minuteOf = (at: Instant): Minute => Math.floor(at / MS_PER_MINUTE);
