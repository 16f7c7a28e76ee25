import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../deadlines/outbox.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/settings-token.js';
import { OutdatedRuns } from './outdated-runs.js';
import { Recomputing } from './recomputing.js';

/** Nothing is said twice: messages may be delivered again. */
const TELL = `
  INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, run_id, params, at)
    SELECT m.campaign, m.unit, m.unit, 'operator', 'recomputed', m.run,
        jsonb_build_object('items', m.items, 'calendar', m.calendar), m.at
      FROM jsonb_to_recordset($1::jsonb) AS m(campaign text, unit text, run text, items int, calendar text, at bigint)
      WHERE NOT EXISTS (SELECT FROM notices n
        WHERE n.campaign_id = m.campaign AND n.run_id = m.run AND n.kind = 'recomputed' AND n.at = m.at)`;

/** Tells units whose deadlines were computed anew, and takes up what a killed engine left of it. */
@Injectable()
export class RecomputingDuties implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('recomputing');

  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly outbox: Outbox,
    private readonly outdated: OutdatedRuns,
    private readonly recomputing: Recomputing,
  ) {}

  onModuleInit(): void {
    this.outbox.deliverBy('recomputed', async (messages) => {
      await this.database.query(TELL, [JSON.stringify(messages.map(({ payload }) => payload))]);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'api') return;
    for (const { id, version } of await this.outdated.unfinished()) {
      this.logger.log(`takes up computing the deadlines of ${id} by ${version}`);
      await this.recomputing.carryOn(id, version, { person: 'gangmu', role: 'machine' });
    }
  }
}
