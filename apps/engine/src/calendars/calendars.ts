import {
  type Calendar,
  calendarFrom,
  calendarIdOf,
  cn,
  calendarDataSchema,
  type Template,
  weekendsOnly,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../platform/database/database.js';

/** Calendars by version. A version never changes, so each is built once and answers are kept with it. */
@Injectable()
export class Calendars {
  private readonly known = new Map([cn, weekendsOnly].map((calendar) => [calendar.version, calendar]));

  constructor(private readonly database: Database) {}

  /**
   * The calendar that gave a date, whatever has been published since. Inside a transaction it is read through that:
   * who waits for a second connection while holding one may wait for ever.
   */
  async byVersion(version: string, sql: Pick<PoolClient, 'query'> = this.database.pool): Promise<Calendar> {
    const known = this.known.get(version);
    if (known !== undefined) return known;
    const { rows } = await sql.query<{ body: unknown }>({
      name: 'calendar_by_version',
      text: 'SELECT body FROM calendars WHERE version = $1',
      values: [version],
    });
    const [row] = rows;
    if (row === undefined) throw new Error(`no calendar ${version}`);
    const data = calendarDataSchema.parse(row.body);
    const calendar = calendarFrom(data);
    this.known.set(version, calendar);
    return calendar;
  }

  /** The newest version of a calendar; undefined where nobody knows it. */
  async newest(id: string): Promise<Calendar | undefined> {
    const [row] = await this.database.query<{ version: string }>(
      'SELECT version FROM calendars WHERE id = $1 ORDER BY number DESC LIMIT 1',
      [id],
      'newest_calendar',
    );
    return row === undefined ? undefined : this.byVersion(row.version);
  }

  /** What a template is checked by: where nobody knows its calendar, weekends, until the launch refuses it. */
  async of(template: Pick<Template, 'calendar'>): Promise<Calendar> {
    return (await this.newest(template.calendar)) ?? weekendsOnly;
  }

  /** The version a campaign is dated by, where the template names the same calendar; else the newest of its own. */
  async pinned(template: Pick<Template, 'calendar'>, version: string): Promise<Calendar> {
    return calendarIdOf(version) === template.calendar ? this.byVersion(version) : this.of(template);
  }
}
