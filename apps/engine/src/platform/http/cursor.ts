/** Cursors: where the page before ended, opaque to the caller and checked when they come back. */
import { Problem } from './problem.js';

export type CursorKey = (string | number | null)[];

export const cursorOf = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Reads a cursor back; anything that was not made by `cursorOf` for this list is refused. @throws Problem 400 */
export function readCursor(cursor: string | undefined, shape: ('string' | 'number')[]): CursorKey | null {
  if (cursor === undefined || cursor === '') return null;
  const wrong = new Problem(400, 'cursor-malformed', { path: '/query/cursor' });
  let key: unknown;
  try {
    if (!/^[A-Za-z0-9_-]+$/.test(cursor)) throw wrong;
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw wrong;
  }
  const fits =
    Array.isArray(key) &&
    key.length === shape.length &&
    key.every((part, i) => typeof part === shape[i] && !(typeof part === 'string' && part.includes('\0')));
  if (!fits) throw wrong;
  return key as CursorKey;
}

/** A page of `limit` entries out of the `limit + 1` that were read. */
export function pageOf<Row, Entry>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => CursorKey,
  entryOf: (row: Row) => Entry,
): { entries: Entry[]; next?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(entryOf),
    ...(rows.length > limit && last !== undefined ? { next: cursorOf(keyOf(last)) } : {}),
  };
}
