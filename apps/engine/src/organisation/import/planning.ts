/** What planning units, people and posts have in common. */
import type { AnyRow, Complain } from '@gangmu/documents/tables';
import type { FieldChange, ImportPlan, ImportRights, Organisation, Planned } from './organisation-plan.js';

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
