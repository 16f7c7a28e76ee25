/**
 * On which template each unit of a campaign runs: its own adaptation, that of the nearest unit above, or the
 * campaign's. Kept as it stood at the launch; what runs stays on its own. Whoever starts later starts on the newest
 * that was published since for the launched version, so that nobody has to begin with what is known to be outdated.
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

/** A level above a unit that starts later, or its own: a version of its adaptation, or what the launch kept of it. */
interface Level {
  joining: string;
  unit: string;
  hash: string;
  base: string | null;
  applies: Adapted['applies'];
  launched: boolean;
}
export type Later = Pick<Level, 'unit' | 'hash' | 'applies'>;

/** From the top down; within a level the newest first, and last what the launch kept. */
const LEVELS = `
  SELECT u.id AS joining, du.id AS unit, one.hash, one.base, one.applies, one.launched
    FROM units u JOIN units du ON du.id = ANY (string_to_array(u.path, '.'))
    CROSS JOIN LATERAL (
      SELECT v.hash, v.base, v.applies, false AS launched, v.number
        FROM designs d JOIN design_versions v ON v.design_id = d.id
        WHERE d.unit_id = du.id AND d.root_id = $3 AND d.archived_at IS NULL AND v.base IS NOT NULL AND v.at <= $5
          AND starts_with(du.path, $4) AND du.path <> $4
      UNION ALL
      SELECT t.template_hash, NULL, t.applies, true, 0
        FROM campaign_templates t WHERE t.campaign_id = $1 AND t.unit_id = du.id AND t.launched
    ) one
    WHERE u.id = ANY ($2) ORDER BY length(du.path), one.launched, one.number DESC`;

@Injectable()
export class CampaignTemplates {
  constructor(private readonly database: Database) {}

  /**
   * The adaptations a launch of this template over this scope runs on.
   *
   * @throws Problem 422 when some are not on the launched version and nobody said what is to become of them
   */
  async adaptations(template: string, scope: string, choice: PendingChoice | undefined): Promise<Adapted[]> {
    const launched = await this.designOf(template, scope);
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

  /** The design a template was published from, and where it and the scope of a launch lie in the tree. */
  private async designOf(
    template: string,
    scope: string,
  ): Promise<{ root: string; path: string; scope: string } | undefined> {
    const [design] = await this.database.query<{ root: string; path: string; scope: string }>(
      `SELECT d.root_id AS root, u.path, s.path AS scope FROM design_versions v JOIN designs d ON d.id = v.design_id
          JOIN units u ON u.id = d.unit_id JOIN units s ON s.id = $2 AND starts_with(s.path, u.path)
        WHERE v.hash = $1 AND d.archived_at IS NULL ORDER BY length(u.path) DESC, d.number DESC LIMIT 1`,
      [template, scope],
    );
    return design;
  }

  /** The template each of these units was to run on at the launch, where it is not the campaign's own. */
  async of(campaign: string, units: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ unit: string; hash: string }>(
      `SELECT DISTINCT ON (u.id) u.id AS unit, t.template_hash AS hash
        FROM units u JOIN campaign_templates t ON t.campaign_id = $1 AND t.unit_id = ANY (string_to_array(u.path, '.'))
          JOIN units du ON du.id = t.unit_id
        WHERE u.id = ANY ($2) AND t.launched AND (du.id <> u.id OR t.applies = 'self-and-below') ORDER BY u.id, length(du.path) DESC`,
      [campaign, units],
    );
    return new Map(rows.map(({ unit, hash }) => [unit, hash]));
  }

  /**
   * What units start on that come after the launch, where it is not the campaign's own template: from the campaign's
   * version down, at each level the newest version made on what stands above it, else what the launch kept.
   *
   * @param asOf epoch milliseconds; what was published after that does not count
   */
  async later(campaign: string, units: readonly string[], asOf: number): Promise<Map<string, Later>> {
    const [launch] = await this.database.query<{ template: string; scope: string; kind: string }>(
      'SELECT template_hash AS template, scope_unit AS scope, kind FROM campaigns WHERE id = $1',
      [campaign],
    );
    if (launch === undefined || launch.kind === 'quick-request') return new Map();
    const design = await this.designOf(launch.template, launch.scope);
    const rows = await this.database.query<Level & Record<string, unknown>>(LEVELS, [
      campaign,
      units,
      design?.root ?? null,
      design?.path ?? null,
      asOf,
    ]);
    const found = new Map<string, Later>();
    const standing = new Map<string, { above: string; settled: string }>();
    for (const level of rows) {
      const { joining, unit, hash, base, applies } = level;
      const { above, settled } = standing.get(joining) ?? { above: launch.template, settled: '' };
      if (settled === unit || !(level.launched || base === above)) continue;
      standing.set(joining, { above: hash, settled: unit });
      if (unit !== joining || applies === 'self-and-below') found.set(joining, { unit, hash, applies });
    }
    return found;
  }

  /** Keeps with the campaign what units that came later start on. What the launch kept stays beside it. */
  async keepLater(campaign: string, later: Iterable<Later>): Promise<void> {
    const rows = [...later];
    if (rows.length === 0) return;
    await this.database.query(
      `INSERT INTO campaign_templates (campaign_id, unit_id, template_hash, applies, launched)
        SELECT $1, a.*, false FROM unnest($2::text[], $3::text[], $4::text[]) AS a(unit, hash, applies)
        ON CONFLICT DO NOTHING`,
      [campaign, rows.map(({ unit }) => unit), rows.map(({ hash }) => hash), rows.map(({ applies }) => applies)],
    );
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
