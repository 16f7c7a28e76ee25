import type { PoolClient, QueryResult, QueryResultRow } from 'pg';

/** A pool or a connection inside a transaction: whatever answers a query. */
export interface Sql {
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<R>>;
}
/** A connection inside a transaction: what is done through it is stored together or not at all. */
export type Transaction = PoolClient;

/**
 * Changes of the tree wait for each other: they are rare, and paths of whole subtrees depend on one another. Held until
 * the transaction ends.
 */
export const lockOrganisation = async (sql: Transaction): Promise<void> => {
  await sql.query(`SELECT pg_advisory_xact_lock(hashtext('gangmu.organisation'))`);
};
