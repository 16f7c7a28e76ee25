import type { AnswerOf, designRoutes } from '@gangmu/contract';
import { Injectable } from '@nestjs/common';
import { reachSql } from '../platform/http/reach-sql.js';
import { invitationStands } from './design-invitations.js';
import type { DesignRights } from './design-rights.js';
import { ABOVE, type DesignRow, nearestAbove, notClosed, personOf, unitOf } from './design-rows.js';
import { DesignStore } from './design-store.js';

interface AboutRow {
  design: string;
  title: DesignRow['title'];
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
}
type Row<T> = AboutRow & T & Record<string, unknown>;

const about = (row: AboutRow) => ({ design: row.design, title: row.title, unit: unitOf(row) });

/** Wishes to deviate of a root, with the unit `u` that asks and the unit `s` that set the mandate. */
const WISHES = `design_variances x JOIN designs d ON d.id = x.root_id AND d.archived_at IS NULL
  JOIN units u ON u.id = x.unit_id JOIN units s ON s.id = x.set_by`;

/**
 * Answers nobody took note of. Who may give the answer need not be told it; a grant taken back is told as well, a wish
 * its own unit took back has no answer.
 */
const unseenAnswers = (rights: DesignRights, values: unknown[]): string =>
  `x.answered_at IS NOT NULL AND x.seen_at IS NULL AND ${reachSql(rights.write, 'u', values)}
    AND NOT ${reachSql(rights.publish, 's', values)}`;

/** What waits for a designer besides updates from above. */
@Injectable()
export class DesignInbox {
  constructor(private readonly store: DesignStore) {}

  async of(rights: DesignRights): Promise<AnswerOf<typeof designRoutes.inbox>> {
    const [requests, answers, tightenings, invitations] = await Promise.all([
      this.requests(rights),
      this.answers(rights),
      this.tightenings(rights),
      this.invitations(rights),
    ]);
    return { requests, answers, tightenings, invitations };
  }

  /** Takes note of the answers that were received; answers how many. */
  async see(root: string, rights: DesignRights): Promise<number> {
    const values: unknown[] = [root, this.store.now(), rights.person];
    const rows = await this.store.database.query(
      `UPDATE design_variances SET seen_at = $2, seen_by = $3 WHERE root_id = $1
        AND id IN (SELECT x.id FROM ${WISHES} WHERE x.root_id = $1 AND ${unseenAnswers(rights, values)}) RETURNING id`,
      values,
    );
    return rows.length;
  }

  private async requests(rights: DesignRights): Promise<AnswerOf<typeof designRoutes.inbox>['requests']> {
    const values: unknown[] = [];
    const rows = await this.store.database.query<Row<{ n: number }>>(
      `SELECT d.id AS design, d.title, s.id AS unit, s.code, s.name_zh, s.name_en, count(*)::int AS n FROM ${WISHES}
        WHERE x.state = 'asked' AND ${reachSql(rights.publish, 's', values)} GROUP BY d.id, s.id ORDER BY min(x.at)`,
      values,
    );
    return rows.map((row) => ({ ...about(row), count: row.n }));
  }

  private async answers(rights: DesignRights): Promise<AnswerOf<typeof designRoutes.inbox>['answers']> {
    const values: unknown[] = [];
    const rows = await this.store.database.query<Row<{ granted: number; refused: number; revoked: number }>>(
      `SELECT d.id AS design, d.title, u.id AS unit, u.code, u.name_zh, u.name_en,
          count(*) FILTER (WHERE x.state = 'granted')::int AS granted,
          count(*) FILTER (WHERE x.state = 'refused')::int AS refused,
          count(*) FILTER (WHERE x.state = 'withdrawn')::int AS revoked
        FROM ${WISHES} WHERE ${unseenAnswers(rights, values)} GROUP BY d.id, u.id ORDER BY min(x.answered_at)`,
      values,
    );
    return rows.map((row) => ({
      ...about(row),
      granted: row.granted,
      refused: row.refused,
      revoked: row.revoked,
    }));
  }

  /** Only for the level directly above: it is the one that is to say whether it may stay so. */
  private async tightenings(rights: DesignRights): Promise<AnswerOf<typeof designRoutes.inbox>['tightenings']> {
    const values: unknown[] = [this.store.today()];
    const rows = await this.store.database.query<Row<{ n: number }>>(
      `SELECT o.id AS design, o.title, ou.id AS unit, ou.code, ou.name_zh, ou.name_en, count(*)::int AS n
        FROM design_versions v JOIN designs d ON d.id = v.design_id AND d.number = v.number AND d.archived_at IS NULL
          JOIN units u ON u.id = d.unit_id JOIN LATERAL (${ABOVE}) above ON true
          JOIN designs o ON o.id = above.id JOIN units ou ON ou.id = o.unit_id
        WHERE v.seen_at IS NULL AND jsonb_array_length(v.tightenings) > 0 AND ${notClosed('u', '$1')} AND ${reachSql(rights.publish, 'ou', values)}
        GROUP BY o.id, ou.id ORDER BY min(v.at)`,
      values,
    );
    return rows.map((row) => ({ ...about(row), count: row.n }));
  }

  /** Only for those below the level whose design it is: whoever designs there did the reminding. */
  private async invitations(rights: DesignRights): Promise<AnswerOf<typeof designRoutes.inbox>['invitations']> {
    const values: unknown[] = [this.store.today()];
    const rows = await this.store.database.query<
      Row<{ number: number; at: number; person: string; person_zh: string; person_en: string | null }>
    >(
      `SELECT above.id AS design, d.title, above.number, u.id AS unit, u.code, u.name_zh, u.name_en, i.reminded_at AS at,
          p.id AS person, p.name_zh AS person_zh, p.name_en AS person_en
        FROM design_invitations i JOIN designs d ON d.id = i.root_id AND d.archived_at IS NULL
          JOIN units u ON u.id = i.unit_id JOIN people p ON p.id = i.reminded_by
          JOIN LATERAL (${nearestAbove('i.root_id')}) above ON true JOIN units au ON au.id = above.unit
        WHERE i.declined_at IS NULL AND ${notClosed('u', '$1')} AND ${invitationStands('i')} AND ${reachSql(rights.write, 'u', values)}
          AND NOT ${reachSql(rights.write, 'au', values)} ORDER BY i.reminded_at DESC, u.path`,
      values,
    );
    return rows.map((row) => ({
      ...about(row),
      number: row.number,
      at: row.at,
      by: personOf(row.person, row.person_zh, row.person_en),
    }));
  }
}
