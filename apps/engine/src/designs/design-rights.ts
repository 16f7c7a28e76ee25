/**
 * Who may see and do what with designs. Drafts are for designers of the unit and above – never for units below;
 * published versions for everybody they apply to, and for those above.
 */
import { covers, isWithin, type Reach, reachOf, type UnitPlace } from '@gangmu/core';
import type { SignedIn } from '../platform/http/access.js';
import { reachSql } from '../platform/http/reach-sql.js';

export interface DesignRights {
  person: string;
  read: Reach;
  write: Reach;
  publish: Reach;
  /** Paths of the outermost places one may read at: what is published above them applies there. */
  readPaths: readonly string[];
}

export function rightsOf(who: SignedIn): DesignRights {
  const { principal } = who;
  const read = reachOf(principal, 'templates:read');
  const single = principal.grants.flatMap(({ unit }) => (read.units.includes(unit.id) ? [unit.path] : []));
  return {
    person: principal.person,
    read,
    write: reachOf(principal, 'templates:write'),
    publish: reachOf(principal, 'templates:publish'),
    readPaths: [...new Set([...read.prefixes, ...single])],
  };
}

/** Whether what is published at this unit may be read: it applies to a unit in reach, or is in reach itself. */
export const mayRead = (rights: DesignRights, unit: UnitPlace): boolean =>
  covers(rights.read, unit) || rights.readPaths.some((path) => isWithin(path, unit.path));

/** The same of a row of designs `d` and its unit `u`; unpublished ones are for those who may work on them. */
export function visibleSql(rights: DesignRights, values: unknown[]): string {
  const below = `EXISTS (SELECT FROM unnest($${values.push(rights.readPaths)}::text[]) AS reader(path)
    WHERE starts_with(reader.path, u.path))`;
  return `((d.number > 0 AND (${reachSql(rights.read, 'u', values)} OR ${below})) OR ${reachSql(rights.write, 'u', values)})`;
}
