import { calendarIdOf } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';
import { notFound } from '../platform/http/problem.js';
import type { Transaction } from '../units/sql.js';
import { type CampaignStamp, recordCampaign } from './campaign-record.js';

/** A run that is dated by another version than its campaign is to be. */
export interface Outdated {
  run: string;
  /** Version it is to be dated by. */
  calendar: string;
}

/**
 * Runs of a campaign that another calendar is in force for. A unit's own template may name another calendar than the
 * campaign's: it goes by the newest of that.
 */
const OUTDATED = `
  SELECT r.id AS run, wanted.version AS calendar FROM runs r JOIN templates t ON t.hash = r.template_hash
    CROSS JOIN LATERAL (
      SELECT CASE WHEN t.body->>'calendar' = $2 THEN $3 ELSE COALESCE(
        (SELECT version FROM calendars WHERE id = t.body->>'calendar' ORDER BY number DESC LIMIT 1), r.state->>'calendar') END AS version
    ) wanted
    WHERE r.campaign_id = $1 AND r.status IN ('running', 'held', 'ended') AND r.state->>'calendar' <> wanted.version ORDER BY r.id`;

/** Which runs are dated by another version of a calendar than their campaign is to be. */
@Injectable()
export class OutdatedRuns {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
  ) {}

  /** The version a campaign goes by, and the newest there is. @throws Problem 404 */
  async versions(campaign: string): Promise<{ version: string; newest: string }> {
    const [row] = await this.database.query<{ calendar: string; version: string }>(
      'SELECT calendar, calendar_version AS version FROM campaigns WHERE id = $1',
      [campaign],
    );
    if (row === undefined) throw notFound('campaign');
    const newest = await this.calendars.newest(row.calendar);
    return { version: row.version, newest: newest?.version ?? row.version };
  }

  /** Runs that are to be computed anew where the campaign goes by `version`. */
  of(campaign: string, version: string): Promise<Outdated[]> {
    return this.database.query<Outdated & Record<string, unknown>>(OUTDATED, [
      campaign,
      calendarIdOf(version),
      version,
    ]);
  }

  /** From now on the campaign goes by this version: whoever joins starts on it. */
  async pin(sql: Transaction, campaign: string, version: string, stamp: CampaignStamp): Promise<void> {
    await sql.query('UPDATE campaigns SET calendar_version = $2 WHERE id = $1', [campaign, version]);
    await recordCampaign(sql, campaign, stamp, [{ type: 'CampaignCalendarChanged', calendar: version }]);
  }
}
