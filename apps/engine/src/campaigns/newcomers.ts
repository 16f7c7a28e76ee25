import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alarms } from '../deadlines/alarms.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { MACHINE } from '../runs/machine.js';
import { officeDay } from '../units/office-day.js';
import { inGroups } from './chosen-units.js';
import { recordCampaign } from './campaign-record.js';

/**
 * Units that came into the scope of a running programme after its launch. They are flagged, with a name, until
 * somebody starts or exempts them: nobody is silently missing. Quick requests were asked of the units of their moment.
 */
const FLAG = `
  INSERT INTO campaign_units (campaign_id, unit_id, state, reason, changed_at)
    SELECT c.id, u.id, 'flagged', 'joined-later', $1
      FROM campaigns c JOIN units s ON s.id = c.scope_unit JOIN units u ON starts_with(u.path, s.path)
      WHERE c.status = 'running' AND c.kind = 'programme' AND u.valid_to IS NULL
        AND (c.scope_group IS NULL OR ${inGroups('u', 'ARRAY[c.scope_group]', '$2::date')})
        -- Whoever is about to take over from a unit that ended is started by that.
        AND NOT EXISTS (SELECT FROM successions s
          WHERE s.campaign_id = c.id AND s.done_at IS NULL AND u.id = ANY (s.successors))
        AND NOT EXISTS (SELECT FROM campaign_units cu WHERE cu.campaign_id = c.id AND cu.unit_id = u.id)
    ON CONFLICT DO NOTHING RETURNING campaign_id AS campaign, unit_id AS unit`;

@Injectable()
export class Newcomers implements OnModuleInit {
  /** The last change of the tree that was looked at, and how many were being carried out: else there is nobody new. */
  private seen = '';

  constructor(
    private readonly alarms: Alarms,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.alarms.alsoDo(() => this.flag());
  }

  /** Flags whoever is new. */
  async flag(): Promise<void> {
    // Memberships in groups begin on a day of their own.
    const today = officeDay(this.clock);
    const [row] = await this.database.query<{ last: string }>(
      `SELECT COALESCE(max(id), 0) || '/' || (SELECT count(*) FROM successions WHERE done_at IS NULL) || '/'
          || COALESCE((SELECT max(id) FROM unit_group_members), 0) || '/' || $1::text AS last FROM unit_changes`,
      [today],
      'last_unit_change',
    );
    const last = row?.last ?? '';
    if (last === this.seen) return;
    const at = this.clock.now();
    await this.database.transaction(async (sql) => {
      const { rows } = await sql.query<{ campaign: string; unit: string }>(FLAG, [at, today]);
      for (const campaign of [...new Set(rows.map((row) => row.campaign))].toSorted()) {
        const units = rows.flatMap((row) => (row.campaign === campaign ? [row.unit] : [])).toSorted();
        await recordCampaign(sql, campaign, { at, by: MACHINE }, [
          { type: 'UnitsFlagged', reason: 'joined-later', units },
        ]);
      }
    });
    this.seen = last;
  }
}
