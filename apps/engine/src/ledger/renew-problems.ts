import { streamsMentioning } from '../record/open-stream.js';
import type { Renew } from '../record/erase-personal.js';
import type { ProblemStore } from './ledger-store.js';

/**
 * Folds again the problems that mention personal values which were erased just now, so that nothing of them is left in
 * the ledger either. Part of the erasure's transaction.
 */
export const renewProblems =
  (store: ProblemStore): Renew =>
  async (sql, erased) =>
    store.renew(sql, await streamsMentioning(sql, 'problem', erased));
