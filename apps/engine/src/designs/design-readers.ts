import type { Reach, Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { notFound } from '../platform/http/problem.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { type DesignRights, visibleSql } from './design-rights.js';
import { DesignStore } from './design-store.js';

/** Who may read a template by its hash: nobody learns what a sister unit was asked by guessing or passing on a hash. */
@Injectable()
export class DesignReaders {
  constructor(private readonly store: DesignStore) {}

  /** @throws Problem 404 */
  async template(hash: string, rights: DesignRights): Promise<Template> {
    if (!(await this.mayRead(hash, rights))) throw notFound('template');
    return this.store.base(hash);
  }

  /**
   * A template may be read by those to whom a design it is a version of applies, and by those who have a unit in a
   * campaign that runs on it. One that belongs to neither was published for everybody.
   */
  async mayRead(hash: string, rights: DesignRights): Promise<boolean> {
    const values: unknown[] = [hash];
    const inCampaign = (alias: string, reach: Reach): string => reachSql(reach, alias, values);
    const [row] = await this.store.database.query<{ may: boolean }>(
      `SELECT EXISTS (SELECT FROM templates WHERE hash = $1) AND (
          EXISTS (SELECT FROM design_versions v JOIN designs d ON d.id = v.design_id JOIN units u ON u.id = d.unit_id
            WHERE v.hash = $1 AND ${visibleSql(rights, values)})
          OR EXISTS (SELECT FROM campaigns c JOIN campaign_units cu ON cu.campaign_id = c.id JOIN units u ON u.id = cu.unit_id
            WHERE c.template_hash = $1 AND ${inCampaign('u', rights.read)})
          OR EXISTS (SELECT FROM runs r JOIN units u ON u.id = r.unit_id
            WHERE r.template_hash = $1 AND ${inCampaign('u', rights.read)})
          OR NOT EXISTS (SELECT FROM design_versions WHERE hash = $1)
            AND NOT EXISTS (SELECT FROM campaigns WHERE template_hash = $1 AND kind = 'quick-request')
        ) AS may`,
      values,
    );
    return row?.may === true;
  }

  /** Templates one may launch, as a condition on `templates` t: root designs as they stand, and what is in no design. */
  launchable(rights: DesignRights, values: unknown[]): string {
    return `(EXISTS (SELECT FROM design_versions v JOIN designs d ON d.id = v.design_id AND d.number = v.number
          JOIN units u ON u.id = d.unit_id
          WHERE v.hash = t.hash AND d.kind = 'template' AND d.archived_at IS NULL AND ${visibleSql(rights, values)})
        OR NOT EXISTS (SELECT FROM design_versions v WHERE v.hash = t.hash))`;
  }
}
