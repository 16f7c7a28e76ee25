/** The people an import would make, held to what changing them one by one is held to. */
import { type PersonRow, uniqueRows } from '@gangmu/documents/tables';
import type { CurrentPerson } from './organisation-plan.js';
import { differences, keep, planned, type Planning } from './planning.js';
import type { TreeAfter } from './plan-units.js';
import type { PostReach } from './post-reach.js';

/** Plans the people; answers with everybody as they are then, by login. */
export function planPeople(
  rows: readonly PersonRow[],
  tree: TreeAfter,
  reach: PostReach,
  { current, plan, newId, complain }: Planning,
): (login: string) => CurrentPerson | undefined {
  const people = new Map(current.people.map((person) => [person.login, person]));
  const peopleAfter = new Map<string, CurrentPerson>();
  for (const [login, row] of uniqueRows(rows, (r) => r.login, 'login', 'import.login-twice', complain)) {
    const before = people.get(login);
    const after: CurrentPerson = {
      id: before?.id ?? newId(),
      login,
      nameZh: row.nameZh,
      nameEn: keep(row, 'name_en', row.nameEn, before?.nameEn),
      phone: keep(row, 'phone', row.phone, before?.phone),
      email: keep(row, 'email', row.email, before?.email),
      unitCode: row.unitCode,
    };
    peopleAfter.set(login, after);
    if (row.unitCode === '') continue;
    if (tree.unit(row.unitCode) === undefined) {
      complain(row, 'unit_code', 'import.unit-unknown', { value: row.unitCode });
      continue;
    }
    const fields = differences(before, after, ['id']);
    if (before !== undefined && Object.keys(fields).length === 0) {
      plan.same.people += 1;
      continue;
    }
    if (!reach.manages(row.unitCode) || (before !== undefined && !reach.manages(before.unitCode)))
      complain(row, 'login', 'import.out-of-reach', { value: login });
    else if (before !== undefined && !reach.coversPostsOf(login)) complain(row, 'login', 'person.reaches-further');
    plan.people.push(planned(row, before, after, fields));
  }
  return (login) => peopleAfter.get(login) ?? people.get(login);
}
