/**
 * On which template each unit of a campaign runs: its own adaptation, that of the nearest unit above, or the
 * campaign's. Kept as it stood at the launch; running campaigns stay on theirs.
 */
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';

/** What becomes of adaptations that have not taken over the launched version: they wait unless somebody decides. */
export type PendingChoice = 'above' | 'own';

interface Adapted {
  unit: string;
  name: string;
  path: string;
  hash: string;
  base: string | null;
  applies: 'self-and-below' | 'below';
}

const ADAPTED = `
  SELECT u.id AS unit, u.name_zh AS name, u.path, v.hash, v.base, v.applies
    FROM designs d JOIN units u ON u.id = d.unit_id JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
    WHERE d.root_id = $1 AND d.archived_at IS NULL AND u.path <> $2 AND starts_with(u.path, $2)
      AND (starts_with(u.path, $3) OR starts_with($3, u.path))
    ORDER BY length(u.path)`;

@Injectable()
export class CampaignTemplates {
  constructor(private readonly database: Database) {}

  /**
   * The adaptations a launch of this template over this scope runs on.
   *
   * @throws Problem 422 when some are not on the launched version and nobody said what is to become of them
   */
  async adaptations(template: string, scope: string, choice: PendingChoice | undefined): Promise<Adapted[]> {
    const [launched] = await this.database.query<{ root: string; path: string; scope: string }>(
      `SELECT d.root_id AS root, u.path, s.path AS scope FROM design_versions v JOIN designs d ON d.id = v.design_id
          JOIN units u ON u.id = d.unit_id JOIN units s ON s.id = $2 AND starts_with(s.path, u.path)
        WHERE v.hash = $1 AND d.archived_at IS NULL ORDER BY length(u.path) DESC, d.number DESC LIMIT 1`,
      [template, scope],
    );
    if (launched === undefined) return [];
    const rows = await this.database.query<Adapted & Record<string, unknown>>(ADAPTED, [
      launched.root,
      launched.path,
      launched.scope,
    ]);
    const kept: Adapted[] = [];
    const behind: Adapted[] = [];
    for (const row of rows) {
      const above = kept.findLast(({ path }) => row.path.startsWith(path))?.hash ?? template;
      if (row.base === above || choice === 'own') kept.push(row);
      else behind.push(row);
    }
    if (behind.length > 0 && choice === undefined)
      throw new Problem(422, 'launch-adaptations-pending', {
        path: '/body/pending',
        params: { units: behind.length, names: behind.slice(0, 20).map(({ name }) => name) },
      });
    return kept;
  }

  /** Keeps them with the campaign, in the transaction that makes it. */
  async keep(sql: PoolClient, campaign: string, adaptations: readonly Adapted[]): Promise<void> {
    if (adaptations.length === 0) return;
    await sql.query(
      `INSERT INTO campaign_templates (campaign_id, unit_id, template_hash, applies)
        SELECT $1, a.* FROM unnest($2::text[], $3::text[], $4::text[]) AS a(unit, hash, applies)`,
      [
        campaign,
        adaptations.map(({ unit }) => unit),
        adaptations.map(({ hash }) => hash),
        adaptations.map(({ applies }) => applies),
      ],
    );
  }

  /** The template each of these units runs on, where it is not the campaign's own. */
  async of(campaign: string, units: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ unit: string; hash: string }>(
      `SELECT DISTINCT ON (u.id) u.id AS unit, t.template_hash AS hash
        FROM units u JOIN campaign_templates t ON t.campaign_id = $1 AND t.unit_id = ANY (string_to_array(u.path, '.'))
          JOIN units du ON du.id = t.unit_id
        WHERE u.id = ANY ($2) AND (du.id <> u.id OR t.applies = 'self-and-below') ORDER BY u.id, length(du.path) DESC`,
      [campaign, units],
    );
    return new Map(rows.map(({ unit, hash }) => [unit, hash]));
  }

  /** Every template some unit of the campaign may run on besides its own. */
  async all(campaign: string): Promise<string[]> {
    const rows = await this.database.query<{ hash: string }>(
      'SELECT DISTINCT template_hash AS hash FROM campaign_templates WHERE campaign_id = $1',
      [campaign],
    );
    return rows.map(({ hash }) => hash);
  }
}
