import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../deadlines/outbox.js';
import { Database } from '../platform/database/database.js';

/** Nothing is said twice: messages may be delivered again. */
const TELL = `
  INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, run_id, params, at)
    SELECT m.campaign, m.unit, m.unit, 'operator', 'recomputed', m.run,
        jsonb_build_object('items', m.items, 'calendar', m.calendar), m.at
      FROM jsonb_to_recordset($1::jsonb) AS m(campaign text, unit text, run text, items int, calendar text, at bigint)
      WHERE NOT EXISTS (SELECT FROM notices n
        WHERE n.campaign_id = m.campaign AND n.run_id = m.run AND n.kind = 'recomputed' AND n.at = m.at)`;

/** Tells units whose deadlines were computed anew. */
@Injectable()
export class RecomputingDuties implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.outbox.deliverBy('recomputed', async (messages) => {
      await this.database.query(TELL, [JSON.stringify(messages.map(({ payload }) => payload))]);
    });
  }
}
