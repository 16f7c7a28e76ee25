/** The posts an import would make, held to what changing them one by one is held to. */
import { type PostRow, uniqueRows } from '@gangmu/documents/tables';
import type { CurrentPerson, CurrentPost } from './organisation-plan.js';
import { differences, keep, planned, type Planning } from './planning.js';
import type { TreeAfter } from './plan-units.js';
import type { PostReach } from './post-reach.js';

function postAfter(row: PostRow, before: CurrentPost | undefined, { newId, today }: Planning): CurrentPost {
  const scopeGiven = row.has.has('scope') || before === undefined;
  const named = row.scope.scope === 'named' ? row.scope.codes.toSorted() : [];
  return {
    id: before?.id ?? newId(),
    code: row.code,
    unitCode: row.unitCode,
    titleZh: row.titleZh,
    titleEn: keep(row, 'title_en', row.titleEn, before?.titleEn),
    role: row.role,
    scope: scopeGiven ? row.scope.scope : before.scope,
    named: scopeGiven ? named : before.named,
    duties: keep(row, 'duties', row.duties, before?.duties),
    validFrom: row.validFrom ?? before?.validFrom ?? today,
    holderLogin: keep(row, 'holder_login', row.holderLogin, before?.holderLogin),
  };
}

/** Plans the posts, for people as they are then. */
export function planPosts(
  rows: readonly PostRow[],
  tree: TreeAfter,
  reach: PostReach,
  person: (login: string) => CurrentPerson | undefined,
  planning: Planning,
): void {
  const { current, plan, complain } = planning;
  const posts = new Map(current.posts.map((post) => [post.code, post]));
  for (const [code, row] of uniqueRows(rows, (r) => r.code, 'code', 'import.code-twice', complain)) {
    const before = posts.get(code);
    const after = postAfter(row, before, planning);
    if (row.unitCode === '') continue;
    if (tree.unit(row.unitCode) === undefined) {
      complain(row, 'unit_code', 'import.unit-unknown', { value: row.unitCode });
      continue;
    }
    const strangers = after.named.filter((unit) => tree.unit(unit) === undefined);
    if (strangers.length > 0 || (after.scope === 'named' && after.named.length === 0)) {
      complain(row, 'scope', 'import.scope-unknown', { value: strangers.slice(0, 5).join('; ') });
      continue;
    }
    const fields = differences(before, after, ['id']);
    if ('holderLogin' in fields && after.holderLogin !== null && after.holderLogin !== '') {
      const holder = person(after.holderLogin);
      // Whoever is not among the importer's own is as if unknown: a file must not be a way to find out logins.
      if (holder === undefined || !reach.manages(holder.unitCode))
        complain(row, 'holder_login', 'import.person-unknown', { value: after.holderLogin });
    }
    if (before !== undefined && Object.keys(fields).length === 0) {
      plan.same.posts += 1;
      continue;
    }
    if (!reach.covers(after) || (before !== undefined && !reach.covers(before)))
      complain(row, 'code', 'import.beyond-own-reach', { value: code });
    plan.posts.push(planned(row, before, after, fields));
  }
}
