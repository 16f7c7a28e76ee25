import type { Reach } from '@gangmu/core';

/**
 * A reach as a condition on a row of `units` (or any alias with `id` and `path`), with its parameters appended to
 * `values`.
 */
export function reachSql(reach: Reach, alias: string, values: unknown[]): string {
  if (reach.prefixes.includes('') && reach.except.length === 0) return 'true';
  const add = (value: unknown): string => `$${values.push(value)}`;
  const below = (paths: readonly string[]): string =>
    paths.length === 0
      ? 'false'
      : `EXISTS (SELECT FROM unnest(${add(paths)}::text[]) AS p(x) WHERE starts_with(${alias}.path, p.x))`;
  const within = `(${below(reach.prefixes)} OR ${reach.units.length > 0 ? `${alias}.id = ANY(${add(reach.units)}::text[])` : 'false'})`;
  return reach.except.length === 0 ? within : `(${within} AND NOT ${below(reach.except)})`;
}
