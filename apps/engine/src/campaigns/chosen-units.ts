import type { PlainDate } from '@gangmu/core';

/** Which units of a campaign are meant: within subtrees, of categories, in groups beside the tree; missing: all. */
export interface ChosenUnits {
  below?: readonly string[] | undefined;
  categories?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
}

/** Membership of a unit `alias` in one of the groups on a day; both are SQL. */
export const inGroups = (alias: string, groups: string, on: string): string =>
  `EXISTS (SELECT FROM unit_group_members gm WHERE gm.unit_id = ${alias}.id AND gm.group_id = ANY (${groups})
    AND gm.from_date <= ${on} AND (gm.to_date IS NULL OR gm.to_date >= ${on}))`;

/** The choice as conditions on a row of `units`, with their parameters appended to `values`; groups as of a day. */
export function chosenSql(chosen: ChosenUnits, alias: string, on: PlainDate, values: unknown[]): string[] {
  const add = (value: unknown): string => `$${values.push(value)}`;
  const { below, categories, groups } = chosen;
  return [
    ...(categories === undefined ? [] : [`${alias}.category = ANY (${add(categories)}::text[])`]),
    ...(below === undefined
      ? []
      : [
          `EXISTS (SELECT FROM units b WHERE b.id = ANY (${add(below)}::text[]) AND starts_with(${alias}.path, b.path))`,
        ]),
    ...(groups === undefined ? [] : [inGroups(alias, `${add(groups)}::text[]`, `${add(on)}::date`)]),
  ];
}

const listOf = (one: string | undefined): string[] | undefined => (one === undefined ? undefined : [one]);

/** A choice as it stands in a query: one of each. */
export const chosenBy = (query: {
  below?: string | undefined;
  category?: string | undefined;
  group?: string | undefined;
}): ChosenUnits => ({ below: listOf(query.below), categories: listOf(query.category), groups: listOf(query.group) });
