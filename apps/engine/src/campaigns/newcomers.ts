import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alarms } from '../deadlines/alarms.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';

/**
 * Units that came into the scope of a running programme after its launch. They are flagged, with a name, until
 * somebody starts or exempts them: nobody is silently missing. Quick requests were asked of the units of their moment.
 */
const FLAG = `
  INSERT INTO campaign_units (campaign_id, unit_id, state, reason, changed_at)
    SELECT c.id, u.id, 'flagged', 'joined-later', $1
      FROM campaigns c JOIN units s ON s.id = c.scope_unit JOIN units u ON starts_with(u.path, s.path)
      WHERE c.status = 'running' AND c.kind = 'programme' AND u.valid_to IS NULL
        AND NOT EXISTS (SELECT FROM campaign_units cu WHERE cu.campaign_id = c.id AND cu.unit_id = u.id)
    ON CONFLICT DO NOTHING`;

@Injectable()
export class Newcomers implements OnModuleInit {
  /** The last change of the tree that was looked at: without a new one there is nobody new. */
  private seen = -1;

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
    const [row] = await this.database.query<{ last: number }>(
      'SELECT COALESCE(max(id), 0) AS last FROM unit_changes',
      [],
      'last_unit_change',
    );
    const last = row?.last ?? 0;
    if (last === this.seen) return;
    await this.database.query(FLAG, [this.clock.now()]);
    this.seen = last;
  }
}
