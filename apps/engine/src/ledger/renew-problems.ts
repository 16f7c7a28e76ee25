import { foldProblem, type ProblemEvent } from '@gangmu/core';
import type { PoolClient } from 'pg';
import { openStream, streamsMentioning } from '../record/open-stream.js';
import { storeProblem } from './ledger-store.js';

/**
 * Folds again the problems that mention personal values which were erased just now, so that nothing of them is left in
 * the ledger either. Part of the erasure's transaction.
 */
export const renewProblems = async (sql: PoolClient, erased: readonly string[]): Promise<void> => {
  for (const id of await streamsMentioning(sql, 'problem', erased)) {
    await sql.query('SELECT 1 FROM problems WHERE id = $1 FOR UPDATE', [id]);
    const problem = foldProblem((await openStream(sql, { kind: 'problem', id })) as ProblemEvent[]);
    if (problem) await storeProblem(sql, problem);
  }
};
