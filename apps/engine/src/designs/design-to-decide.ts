import type { AnswerOf, designRoutes } from '@gangmu/contract';
import type { Database } from '../platform/database/database.js';

type Open = AnswerOf<typeof designRoutes.toDecide>['open'];

/** What is still to be decided of a design. */
export async function openDecisions(database: Database, design: string): Promise<Open> {
  const [row] = await database.query<{ open: Open }>('SELECT to_decide AS open FROM designs WHERE id = $1', [design]);
  return row?.open ?? [];
}

/** Keeps what is still to be decided. It is a note to those who design, no part of what they design. */
export async function keepDecisions(database: Database, design: string, open: Open): Promise<void> {
  await database.query('UPDATE designs SET to_decide = $2 WHERE id = $1', [design, JSON.stringify(open)]);
}
