/** What planning units, people and posts have in common. */
import type { Param } from '@gangmu/core';
import type { FieldChange, ImportPlan, ImportRights, Organisation, Planned } from './organisation-plan.js';
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

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Fields in which two flat records differ; `ignore` names what is no property of the thing itself. */
export function differences<T extends object>(
  before: T | undefined,
  after: T,
  ignore: readonly (keyof T)[],
): Record<string, FieldChange> {
  const fields: Record<string, FieldChange> = {};
  for (const name of Object.keys(after) as (keyof T & string)[]) {
    if (ignore.includes(name)) continue;
    const from = before?.[name] ?? null;
    const to = after[name] ?? null;
    if (!sameValue(from, to)) fields[name] = { from, to };
  }
  return fields;
}

/** The record of a thing after the import: a column the file lacks leaves the current value. */
export const keep = <T>(row: AnyRow, field: string, given: T, current: T | undefined): T =>
  row.has.has(field) || current === undefined ? given : current;

/** What every table is planned with. */
export interface Planning {
  current: Organisation;
  plan: ImportPlan;
  rights: ImportRights;
  today: string;
  newId: () => string;
  complain: Complain;
}

/** What is to become of one thing. */
export const planned = <T>(
  row: AnyRow,
  before: T | undefined,
  to: T,
  fields: Record<string, FieldChange>,
): Planned<T> => ({ kind: before === undefined ? 'create' : 'change', file: row.file, row: row.row, fields, to });
