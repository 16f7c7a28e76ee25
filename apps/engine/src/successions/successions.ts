import type { CampaignEvent } from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { recordCampaign } from '../campaigns/campaign-record.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Cascades } from '../runs/cascades.js';
import { MACHINE } from '../runs/machine.js';
import { Heirs } from './heirs.js';
import { dueRows, postpone, type SuccessionRow } from './succession-rows.js';

interface Scope {
  status: 'launching' | 'running' | 'closed';
  state: 'running' | 'exempt' | 'flagged' | 'succeeded' | null;
  run: string | null;
  path: string;
}

/** Units that ended resolve to whoever took over from them last; the order stays. */
const LIVING = `
  WITH RECURSIVE chain AS (
    SELECT id, place, 0 AS n FROM unnest($1::text[]) WITH ORDINALITY AS g(id, place)
    UNION ALL
    SELECT s.successor_id, c.place, c.n + 1 FROM chain c JOIN unit_successors s ON s.unit_id = c.id AND s.main WHERE c.n < 100
  ), latest AS (SELECT DISTINCT ON (place) id, place FROM chain ORDER BY place, n DESC)
  SELECT u.id, u.path FROM latest l JOIN units u ON u.id = l.id WHERE u.valid_to IS NULL OR u.valid_to >= $2::date ORDER BY place`;

/**
 * What had been filled in so far goes to whoever sees to the item now ($1 campaign, $2 predecessor, $3 main successor),
 * unless they have begun themselves; then it is no longer the predecessor's.
 */
const DRAFTS_FOLLOW = [
  `INSERT INTO drafts (run_id, item_id, values, person_id, saved_at)
    SELECT i.run_id, i.id, d.values, d.person_id, d.saved_at
      FROM runs heir JOIN items i ON i.run_id = heir.id AND i.status IN ('open', 'returned')
        JOIN runs r ON r.campaign_id = $1 AND r.unit_id = $2
        JOIN drafts d ON d.run_id = r.id AND CASE WHEN i.body->'takenOver'->>'run' = r.id
          THEN d.item_id = i.body->'takenOver'->>'item' ELSE i.occurrence = '' AND d.item_id = i.id END
      WHERE heir.campaign_id = $1 AND heir.unit_id = $3
    ON CONFLICT (run_id, item_id) DO NOTHING`,
  `DELETE FROM drafts d USING runs r WHERE r.id = d.run_id AND r.campaign_id = $1 AND r.unit_id = $2 AND $3 <> $2`,
] as const;

/** How a unit that ended left the scope, for the record. */
const leaving = (unit: string, told: { state?: string; reason?: string; heir?: string | undefined }): CampaignEvent => {
  const { reason, heir } = told;
  if (told.state === 'exempt') return { type: 'UnitExempted', unit, reason: reason ?? '' };
  return {
    type: 'UnitSucceeded',
    unit,
    ...(heir === undefined ? {} : { by: heir }),
    ...(reason === undefined ? {} : { reason }),
  };
};

/**
 * Carries out what a change of the tree means for campaigns. Every step may be repeated and is taken up where it was
 * left: the predecessor hands over, its successors take over, runs above count anew, and the row is done with the
 * notice to who takes over.
 */
@Injectable()
export class Successions {
  private readonly logger = new Logger('successions');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cascades: Cascades,
    private readonly heirs: Heirs,
  ) {}

  /** Called whenever alarms are looked at, and right after a change of the tree. */
  async carryOutDue(): Promise<void> {
    for (const row of await dueRows(this.database, this.clock.now())) {
      try {
        await this.carryOut(row);
      } catch (error) {
        this.logger.warn(`the succession of ${row.unit_id} in ${row.campaign_id} waits: ${String(error)}`);
        await postpone(this.database, row, this.clock.now());
      }
    }
  }

  private async carryOut(row: SuccessionRow): Promise<void> {
    const scope = await this.scopeOf(row.campaign_id, row.unit_id);
    if (scope === undefined || scope.status === 'closed') return this.done(row);
    // Whoever is being started right now would be missed.
    if (scope.status === 'launching') return void (await postpone(this.database, row, this.clock.now()));
    if (row.kind === 'moved') {
      await this.cascades.recount(row.campaign_id, row.paths);
      return this.done(row);
    }
    const heirs = await this.database.query<{ id: string; path: string }>(LIVING, [row.successors, row.effective]);
    const handed = await this.heirs.handOver(
      { ...row, kind: row.kind },
      scope,
      heirs.map(({ id }) => id),
    );
    await this.cascades.recount(row.campaign_id, [scope.path, ...heirs.map(({ path }) => path)]);
    return this.done(row, { ...handed, heir: heirs[0]?.id });
  }

  private async scopeOf(campaign: string, unit: string): Promise<Scope | undefined> {
    const rows = await this.database.query<Scope & Record<string, unknown>>(
      `SELECT c.status, cu.state, cu.run_id AS run, u.path FROM campaigns c JOIN units u ON u.id = $2
        LEFT JOIN campaign_units cu ON cu.campaign_id = c.id AND cu.unit_id = u.id WHERE c.id = $1`,
      [campaign, unit],
    );
    return rows[0];
  }

  /** Ends the row, once: the unit leaves the scope – exempt stays exempt –, and who takes over is told. */
  private async done(
    row: SuccessionRow,
    told: { state?: 'succeeded' | 'exempt'; reason?: string; items?: number; heir?: string | undefined } = {},
  ): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (sql) => {
      const { rowCount } = await sql.query('UPDATE successions SET done_at = $2 WHERE id = $1 AND done_at IS NULL', [
        row.id,
        now,
      ]);
      if (rowCount !== 1) return;
      if (told.state !== undefined) {
        const left = await sql.query(
          `UPDATE campaign_units SET state = $3, reason = $4, changed_at = $5
            WHERE campaign_id = $1 AND unit_id = $2 AND state <> 'exempt'`,
          [row.campaign_id, row.unit_id, told.state, told.reason ?? null, now],
        );
        if (left.rowCount === 1)
          await recordCampaign(sql, row.campaign_id, { at: now, by: MACHINE }, [leaving(row.unit_id, told)]);
      }
      if (told.heir === undefined) return;
      for (const text of DRAFTS_FOLLOW) await sql.query(text, [row.campaign_id, row.unit_id, told.heir]);
      if (!told.items) return;
      await sql.query(
        `INSERT INTO notices (campaign_id, unit_id, to_unit, to_role, kind, run_id, params, at)
          SELECT $1, $2, $2, 'operator', 'taken-over', (SELECT run_id FROM campaign_units WHERE campaign_id = $1 AND unit_id = $2),
              jsonb_build_object('items', $4::int, 'from', jsonb_strip_nulls(jsonb_build_object('zh', u.name_zh, 'en', u.name_en))), $5
            FROM units u WHERE u.id = $3`,
        [row.campaign_id, told.heir, row.unit_id, told.items, now],
      );
    });
  }
}
