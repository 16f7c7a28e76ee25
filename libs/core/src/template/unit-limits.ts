/** What one unit, one unit above and one place can take, where nobody states otherwise. */

export interface UnitLimits {
  /** Gatherings that one unit can hold in a week. */
  gatheringsPerWeek: number;
  /** Gatherings of subordinate units that a unit above can be at on one working day. */
  attendedPerDay: number;
  /** Visits that one place can receive on one working day. */
  visitsPerDay: number;
  /** Minutes a week that one unit can spend on campaigns; a policy of the template wins over it. */
  weeklyMinutes: number;
}

/**
 * No document gives these numbers; they are the least that is plainly too much, so that what is found needs no
 * discussion:
 * - three gatherings: as many as five working days hold without two on days in a row;
 * - two a day to attend: one in the morning and one in the afternoon;
 * - one visit a day: two at once are the crowding that M30 speaks of;
 * - 480 minutes: one whole working day of the week's five (eight hours, State Council Decree 174 of 1995, article 3).
 */
export const UNIT_LIMITS: UnitLimits = {
  gatheringsPerWeek: 3,
  attendedPerDay: 2,
  visitsPerDay: 1,
  weeklyMinutes: 480,
};
