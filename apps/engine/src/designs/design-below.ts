import type { AnswerOf, designRoutes } from '@gangmu/contract';
import { reachSql } from '../platform/http/reach-sql.js';
import type { DesignRights } from './design-rights.js';
import { DESIGNS, type DesignRow, notClosed } from './design-rows.js';
import type { DesignStore } from './design-store.js';

/** What is published below a design, as far as one may read it, from the top down. */
export function differencesBelow(
  store: DesignStore,
  row: DesignRow,
  rights: DesignRights,
): Promise<AnswerOf<typeof designRoutes.below>['adaptations']> {
  const values: unknown[] = [row.root_id, row.path, store.today()];
  return store.database.query(
    `SELECT u.id AS unit, v.applies, v.difference
      FROM designs d JOIN units u ON u.id = d.unit_id JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
      WHERE d.root_id = $1 AND d.kind = 'adaptation' AND d.archived_at IS NULL AND v.difference IS NOT NULL
        AND ${notClosed('u', '$3')}
        AND starts_with(u.path, $2) AND u.path <> $2 AND ${reachSql(rights.read, 'u', values)}
      ORDER BY length(u.path), u.path`,
    values,
  );
}

/** Every design below one that the reader may know of, of units that are still there, in the order of the tree. */
export function designsBelow(store: DesignStore, row: DesignRow, rights: DesignRights): Promise<DesignRow[]> {
  const values: unknown[] = [row.root_id, row.path, store.today()];
  return store.database.query<DesignRow & Record<string, unknown>>(
    `SELECT * FROM (${DESIGNS} WHERE d.root_id = $1 AND starts_with(u.path, $2) AND u.path <> $2 AND d.archived_at IS NULL
        AND ${notClosed('u', '$3')} AND (d.number > 0 OR ${reachSql(rights.write, 'u', values)}) AND ${reachSql(rights.read, 'u', values)}) x ORDER BY x.path`,
    values,
  );
}
