import { countingGrants, type Grant, type LockingLevel, type Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { type Link, mandateSetter, nameOf } from './chain.js';
import type { DesignRow } from './design-rows.js';
import type { Bounds } from './design-rules.js';
import { DesignStore } from './design-store.js';

interface GrantRow {
  id: string;
  path: string;
  allows: Grant['allows'];
  units: string[];
  from: string | null;
  to: string | null;
  answer: string;
  granted_by: string;
  document: string | null;
}

/** What an adaptation is held against: the level above, who set what there, and what was granted to its unit. */
@Injectable()
export class Bounding {
  constructor(private readonly store: DesignStore) {}

  async of(row: Pick<DesignRow, 'root_id' | 'unit' | 'path'>, base: Template, hash: string): Promise<Bounds> {
    const [links, grants, calendar] = await Promise.all([
      this.store.chainOf(row.root_id, hash, row.path),
      this.allGrants(row.root_id),
      this.store.calendars.of(base),
    ]);
    const load = (at: string): Promise<Template> => this.store.base(at);
    return boundsAt(row.path, { base, links, grants, calendar, on: this.today(), load });
  }

  /** The day grants must hold on. */
  today(): string {
    return this.store.today();
  }

  /** Every deviation granted from a design and those below it. */
  async allGrants(root: string): Promise<Grant[]> {
    const rows = await this.store.database.query<GrantRow & Record<string, unknown>>(
      `SELECT id, path, allows, units, from_date::text AS from, to_date::text AS to, answer, set_by AS granted_by, document
        FROM design_variances WHERE root_id = $1 AND state = 'granted' ORDER BY id`,
      [root],
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

const idsOf = (path: string): string[] => path.split('.').filter((id) => id !== '');

/** The levels down to a base, each with what holds below it; the last one's is the base itself. */
export const levelsIn = (
  links: readonly Link[],
  base: Template,
  load: (hash: string) => Promise<Template>,
): Promise<LockingLevel[]> =>
  Promise.all(
    links.map(async ({ unit, hash }, index) => ({
      unit,
      template: index === links.length - 1 ? base : await load(hash),
    })),
  );

/** What a unit at this place is held against: of the grants those of whoever locked what they open, or one above. */
export async function boundsAt(
  path: string,
  at: Pick<Bounds, 'base' | 'calendar' | 'on'> & {
    links: readonly Link[];
    grants: readonly Grant[];
    load: (hash: string) => Promise<Template>;
  },
): Promise<Bounds> {
  const { base, calendar, on, links } = at;
  const units = idsOf(path);
  const given = at.grants.filter((grant) => grant.units.some((unit) => units.includes(unit)));
  return {
    base,
    calendar,
    grants: given.length === 0 ? given : countingGrants(given, await levelsIn(links, base, at.load), units),
    on,
    units,
    setBy: (setAt) => nameOf(mandateSetter(links, setAt)),
    above: links.flatMap(({ difference }) => (difference === null ? [] : [{ difference }])),
  };
}
