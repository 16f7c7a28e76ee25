/** What a command names must exist and lie in reach; ids that do not are answered alike, whatever the reason. */
import { type Reach, refuse, type Refusal } from '@gangmu/core';
import type { PoolClient } from 'pg';
import { reachSql } from '../platform/http/reach-sql.js';

interface Wanted {
  id: string | undefined;
  path: string;
}

const firstMissing = (wanted: Wanted[], known: Set<string>, code: string): Refusal | undefined => {
  const missing = wanted.find(({ id }) => id !== undefined && !known.has(id));
  return missing && refuse(code, missing.path).refusal;
};
const idsOf = (wanted: Wanted[]): string[] => wanted.flatMap(({ id }) => id ?? []);

/** A responsible person named by account must have one: else nobody could tell that they verify themselves. */
export const checkPeople = async (sql: PoolClient, wanted: Wanted[]): Promise<Refusal | undefined> => {
  const ids = idsOf(wanted);
  if (ids.length === 0) return undefined;
  const { rows } = await sql.query<{ id: string }>('SELECT id FROM people WHERE id = ANY ($1)', [ids]);
  return firstMissing(wanted, new Set(rows.map(({ id }) => id)), 'ledger.person-unknown');
};

export const checkUnits = async (sql: PoolClient, wanted: Wanted[]): Promise<Refusal | undefined> => {
  const ids = idsOf(wanted);
  if (ids.length === 0) return undefined;
  const { rows } = await sql.query<{ id: string }>('SELECT id FROM units WHERE id = ANY ($1)', [ids]);
  return firstMissing(wanted, new Set(rows.map(({ id }) => id)), 'ledger.unit-unknown');
};

const inReach = async (
  sql: PoolClient,
  table: 'problems' | 'rules',
  ids: string[],
  reach: Reach,
): Promise<Set<string>> => {
  const values: unknown[] = [ids];
  const { rows } = await sql.query<{ id: string }>(
    `SELECT x.id FROM ${table} x JOIN units u ON u.id = x.unit_id
     WHERE x.id = ANY ($1) AND ${reachSql(reach, 'u', values)}`,
    values,
  );
  return new Set(rows.map(({ id }) => id));
};

/** Problems or rules that are linked to must be visible to whoever links. */
export const checkLinks = async (
  sql: PoolClient,
  table: 'problems' | 'rules',
  wanted: Wanted[],
  reach: Reach,
): Promise<Refusal | undefined> => {
  const ids = idsOf(wanted);
  if (ids.length === 0) return undefined;
  const code = table === 'problems' ? 'ledger.problem-unknown' : 'ledger.rule-unknown';
  return firstMissing(wanted, await inReach(sql, table, ids, reach), code);
};
