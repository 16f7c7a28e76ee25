import { appendEvents } from '../record/append-events.js';
import { ACCESS_STREAM } from '../record/streams.js';
import type { Transaction } from '../units/sql.js';
import type { AccessEvent } from './access-events.js';

/** Who brought it about: a person, the machine, or somebody who is not signed in. */
export type AccessActor = { person: string } | { person: null; role?: 'machine' };

/** Appends to the access chain, inside the caller's transaction: what happened and its record are stored together. */
export async function recordAccess(
  sql: Transaction,
  by: AccessActor,
  at: number,
  ...events: AccessEvent[]
): Promise<void> {
  await appendEvents(sql, ACCESS_STREAM, { at, by }, events);
}
