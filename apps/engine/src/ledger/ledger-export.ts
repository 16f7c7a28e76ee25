import type { ledgerFileRoutes, QueryOf } from '@gangmu/contract';
import { covers, type Problem, type Reach, sheetBlock } from '@gangmu/core';
import { exportLedger } from '@gangmu/documents';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem as HttpProblem } from '../platform/http/problem.js';
import { officeDay } from '../units/office-day.js';
import { LedgerScreens } from './ledger-screens.js';
import { LedgerUnits } from './ledger-units.js';

/** More fits neither a sheet that somebody works in nor a request that somebody waits for. */
const MOST_EXPORTED = 5000;

/** The ledger as a workbook: what the list shows, with measures. */
@Injectable()
export class LedgerExport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly screens: LedgerScreens,
  ) {}

  /** @throws Problem 422 for more than one workbook holds */
  async workbook(
    query: QueryOf<typeof ledgerFileRoutes.export>,
    reach: Reach,
    lang: 'zh' | 'en',
  ): Promise<{ name: string; bytes: Uint8Array }> {
    const { values, conditions } = this.screens.fitting(query, reach);
    const where = `FROM problems p JOIN units u ON u.id = p.unit_id JOIN campaigns c ON c.id = p.campaign_id
      WHERE ${conditions.join(' AND ')}`;
    const [{ count } = { count: 0 }] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count ${where}`,
      values,
    );
    if (count > MOST_EXPORTED)
      throw new HttpProblem(422, 'ledger.export-too-large', { params: { count, most: MOST_EXPORTED } });
    const rows = await this.database.query<{ body: Problem; time_zone: string; unit_path: string }>(
      `SELECT p.body, c.time_zone, u.path AS unit_path ${where} ORDER BY u.path, p.id LIMIT ${MOST_EXPORTED}`,
      values,
    );
    const units = await LedgerUnits.of(this.database);
    const unitLabel = (unit: string): string => units.label(unit, lang);
    const blocks = rows.map(({ body, time_zone: timeZone }, index) =>
      sheetBlock(body, index + 1, { lang, timeZone, unitLabel }),
    );
    const asked = query.unit === undefined ? undefined : units.place(query.unit);
    // Ids are guessed: a name is only said where the unit may be seen.
    const whose = asked !== undefined && covers(reach, asked) ? unitLabel(asked.id) : '';
    const on = officeDay(this.clock);
    const title = lang === 'zh' ? `${whose}问题整改台账` : `Rectification ledger${whose === '' ? '' : ` of ${whose}`}`;
    return { name: `${title}-${on}.xlsx`, bytes: await exportLedger(blocks, { lang, title, on }) };
  }
}
