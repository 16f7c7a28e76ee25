import type { Grant, LocalText, Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { officeDay } from '../units/office-day.js';
import { type DesignRow, named } from './design-rows.js';
import type { Bounds } from './design-rules.js';
import { DesignStore, type Link } from './design-store.js';

/** What an adaptation is held against: the level above, who set what there, and what was granted to its unit. */
@Injectable()
export class Bounding {
  constructor(
    private readonly store: DesignStore,
    private readonly clock: Clock,
  ) {}

  async of(row: Pick<DesignRow, 'root_id' | 'unit' | 'path'>, base: Template, hash: string): Promise<Bounds> {
    const links = await this.store.chainOf(row.root_id, hash, row.path);
    return {
      base,
      calendar: await this.store.calendars.of(base),
      grants: await this.grants(row.root_id, row.path),
      on: officeDay(this.clock),
      units: row.path.split('.').filter((id) => id !== ''),
      setBy: (setAt) => nameOf(mandateSetter(links, setAt)),
      local: localSteps(links),
      policyOwner: (policy) =>
        Math.max(
          0,
          links.findIndex(({ difference }) => difference?.[`/policies/${policy}`]?.op === 'add'),
        ),
    };
  }

  /** Deviations granted to a unit or one above it. */
  async grants(root: string, path: string): Promise<Grant[]> {
    const rows = await this.store.database.query<{
      id: string;
      path: string;
      allows: Grant['allows'];
      units: string[];
      from: string | null;
      to: string | null;
      answer: string;
      granted_by: string;
      document: string | null;
    }>(
      `SELECT id, path, allows, units, from_date::text AS from, to_date::text AS to, answer, set_by AS granted_by, document
        FROM design_variances WHERE root_id = $1 AND state = 'granted' AND units && $2::text[] ORDER BY id`,
      [root, path.split('.').filter((id) => id !== '')],
    );
    return rows.map(({ id, path: place, allows, units, from, to, answer, granted_by, document }) => ({
      id,
      path: place,
      allows,
      units,
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      reason: answer,
      grantedBy: granted_by,
      ...(document === null ? {} : { document }),
    }));
  }
}

const covering = (place: string, path: string): boolean => path === place || path.startsWith(`${place}/`);

/** The level that last set a place or what it lies in; the root where none below it did. */
export function setterOf(links: readonly Link[], path: string): Link | undefined {
  const last = links.findLast(({ difference }) => Object.keys(difference ?? {}).some((place) => covering(place, path)));
  return last ?? links[0];
}

/** The level whose mandate is stated there: an element's own mandate may be another level's than the element. */
export const mandateSetter = (links: readonly Link[], setAt: string): Link | undefined =>
  setterOf(links, setAt.includes('/fieldMandates/') ? setAt : `${setAt}/mandate`);

/** Steps that levels below the root added, with the number of the level. */
function localSteps(links: readonly Link[]): Map<string, number> {
  const steps = new Map<string, number>();
  for (const [level, { difference }] of links.entries())
    for (const [path, { op }] of Object.entries(difference ?? {})) {
      const [, map, id = '', ...rest] = path.split('/');
      if (map === 'steps' && rest.length === 0 && op === 'add') steps.set(id, level);
    }
  return steps;
}

const nameOf = (link: Link | undefined): LocalText | undefined =>
  link === undefined ? undefined : named(link.name_zh, link.name_en);
