/** Rows by their key. */
import type { Param } from '@gangmu/core';
import type { PersonRow, PostRow, UnitRow } from './parse-rows.js';

export type AnyRow = UnitRow | PersonRow | PostRow;
export type Complain = (row: AnyRow, field: string, code: string, params?: Record<string, Param>) => void;

/** First row per key; later ones are complained about. Rows whose key could not be read were complained about before. */
export function uniqueRows<R extends AnyRow>(
  rows: readonly R[],
  key: (row: R) => string,
  field: string,
  code: string,
  complain: Complain,
): Map<string, R> {
  const unique = new Map<string, R>();
  for (const row of rows) {
    const name = key(row);
    if (name === '') continue;
    const first = unique.get(name);
    if (first === undefined) unique.set(name, row);
    else complain(row, field, code, { value: name, file: first.file, row: first.row });
  }
  return unique;
}
