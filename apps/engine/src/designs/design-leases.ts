import { Injectable } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';
import type { Transaction } from '../units/sql.js';
import { recordDesign } from './design-record.js';
import { named } from './design-rows.js';
import { DesignStore } from './design-store.js';

/** How long the right to save lasts without being renewed; the editor renews it while it is open. */
export const LEASE = 2 * 60_000;

export interface Holder {
  person: string;
  name: { zh: string; en?: string };
  since: number;
  until: number;
}

interface LeaseRow {
  key: string;
  person: string;
  zh: string;
  en: string | null;
  since: number;
  until: number;
}

/** One editing session at a time may save a draft; another may take over, and the first learns by whom. */
@Injectable()
export class DesignLeases {
  constructor(private readonly store: DesignStore) {}

  /** Takes the lease where it is free or one's own; otherwise answers who holds it. */
  async takeFree(
    sql: Transaction,
    design: string,
    by: { person: string; lease: string },
    at: number,
  ): Promise<Holder | null> {
    const held = await this.held(sql, design, at);
    if (held !== undefined && held.key !== by.lease)
      return { person: held.person, name: named(held.zh, held.en), since: held.since, until: held.until };
    await sql.query(
      `INSERT INTO design_leases (design_id, key, person_id, since, until) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (design_id) DO UPDATE SET key = EXCLUDED.key, person_id = EXCLUDED.person_id, until = EXCLUDED.until,
          since = CASE WHEN design_leases.key = EXCLUDED.key THEN design_leases.since ELSE EXCLUDED.since END`,
      [design, by.lease, by.person, held?.since ?? at, at + LEASE],
    );
    return null;
  }

  /** The same, refusing when somebody else holds it. @throws Problem 409 */
  async insist(sql: Transaction, design: string, by: { person: string; lease: string }, at: number): Promise<void> {
    const holder = await this.takeFree(sql, design, by, at);
    if (holder !== null) throw heldBy(holder);
  }

  /** Takes or renews it; with `takeOver` also from somebody who holds it. @throws Problem 409 */
  async take(design: string, by: { person: string; lease: string; takeOver: boolean }): Promise<{ revision: number }> {
    const at = this.store.now();
    return this.store.database.transaction(async (sql) => {
      const { revision } = await this.store.lock(sql, design);
      const holder = await this.takeFree(sql, design, by, at);
      if (holder === null) return { revision };
      if (!by.takeOver) throw heldBy(holder);
      await sql.query(
        'UPDATE design_leases SET key = $2, person_id = $3, since = $4, until = $5 WHERE design_id = $1',
        [design, by.lease, by.person, at, at + LEASE],
      );
      await recordDesign(
        sql,
        design,
        { at, person: by.person },
        { type: 'DraftTakenOver', from: holder.person, to: by.person },
      );
      return { revision };
    });
  }

  async release(design: string, lease: string): Promise<boolean> {
    const rows = await this.store.database.query(
      'DELETE FROM design_leases WHERE design_id = $1 AND key = $2 RETURNING 1 AS gone',
      [design, lease],
    );
    return rows.length > 0;
  }

  private async held(sql: Transaction, design: string, at: number): Promise<LeaseRow | undefined> {
    const { rows } = await sql.query<LeaseRow>(
      `SELECT l.key, l.person_id AS person, p.name_zh AS zh, p.name_en AS en, l.since, l.until
        FROM design_leases l JOIN people p ON p.id = l.person_id WHERE l.design_id = $1 AND l.until > $2`,
      [design, at],
    );
    return rows[0];
  }
}

/** Who holds it, as the other is told: by name, and by id, as it may be another window of one's own. */
export const toldOf = ({ person, name, since }: Holder): Problem['params'] => ({ by: name, person, since });

const heldBy = (holder: Holder): Problem =>
  new Problem(409, 'draft-held', { params: { ...toldOf(holder), until: holder.until } });
