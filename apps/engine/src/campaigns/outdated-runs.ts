import { calendarIdOf } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../calendars/calendars.js';
import { Database } from '../platform/database/database.js';
import { notFound } from '../platform/http/problem.js';
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
  async pin(campaign: string, version: string, stamp: CampaignStamp): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.query('UPDATE campaigns SET calendar_version = $2 WHERE id = $1', [campaign, version]);
      await recordCampaign(sql, campaign, stamp, [{ type: 'CampaignCalendarChanged', calendar: version }]);
    });
  }

  /** Campaigns that go by a version which some of their runs have not taken up. */
  async unfinished(): Promise<{ id: string; version: string }[]> {
    const campaigns = await this.database.query<{ id: string; version: string }>(
      `SELECT c.id, c.calendar_version AS version FROM campaigns c WHERE c.status = 'running' AND EXISTS (
        SELECT FROM runs r WHERE r.campaign_id = c.id AND r.status IN ('running', 'held', 'ended')
          AND starts_with(r.state->>'calendar', c.calendar || ' ') AND r.state->>'calendar' <> c.calendar_version)`,
    );
    return campaigns;
  }
}
