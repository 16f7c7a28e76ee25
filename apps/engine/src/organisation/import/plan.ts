/**
 * What an import would do: current organisation + rows → plan, with everything wrong named. Pure: the same code
 * answers the dry run and decides the real one, so the two cannot differ.
 */
import { containsReach, covers, type Param, pathBelow, type Reach, type UnitPath } from '@gangmu/core';
import {
  type GroupKind,
  GROUP_FIELDS,
  type ParsedFiles,
  type PersonRow,
  type PostRow,
  type UnitRow,
} from './parse-rows.js';
import type { RowProblem } from '../../platform/tables/row-problem.js';

export interface CurrentUnit {
  id: string;
  path: UnitPath;
  code: string;
  nameZh: string;
  nameEn: string | null;
  parentCode: string | null;
  category: string;
  rank: string | null;
  validFrom: string;
  validTo: string | null;
  members: number;
  groups: Record<GroupKind, string | null>;
}
export interface CurrentPerson {
  id: string;
  login: string;
  nameZh: string;
  nameEn: string | null;
  phone: string | null;
  email: string | null;
  unitCode: string;
}
export interface CurrentPost {
  id: string;
  code: string;
  unitCode: string;
  titleZh: string;
  titleEn: string | null;
  role: string;
  scope: string;
  named: string[];
  duties: string[];
  validFrom: string;
  holderLogin: string | null;
}
export interface Organisation {
  units: CurrentUnit[];
  people: CurrentPerson[];
  posts: CurrentPost[];
}
/** What the importer may touch. */
export interface ImportRights {
  units: Reach;
  access: Reach;
}

export interface FieldChange {
  from: unknown;
  to: unknown;
}
interface Planned<T> {
  kind: 'create' | 'change';
  file: string;
  row: number;
  fields: Record<string, FieldChange>;
  to: T;
}
export type PlannedUnit = Planned<CurrentUnit>;
export type PlannedPerson = Planned<CurrentPerson>;
export type PlannedPost = Planned<CurrentPost>;

export interface ImportPlan {
  units: PlannedUnit[];
  people: PlannedPerson[];
  posts: PlannedPost[];
  same: { units: number; people: number; posts: number };
  problems: RowProblem[];
}

export interface PlanSurroundings {
  today: string;
  newId: () => string;
  rights: ImportRights;
}

type AnyRow = UnitRow | PersonRow | PostRow;
type Complain = (row: AnyRow, field: string, code: string, params?: Record<string, Param>) => void;

/** First row per key; later ones are complained about. Rows whose key could not be read were complained about before. */
function uniqueRows<R extends AnyRow>(
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
function differences<T extends object>(
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
const keep = <T>(row: AnyRow, field: string, given: T, current: T | undefined): T =>
  row.has.has(field) || current === undefined ? given : current;

/** The tree after the import, by code. Paths of units in a loop, or below an unknown parent, stay undefined. */
function placesAfter(
  units: ReadonlyMap<string, CurrentUnit>,
  newParents: ReadonlyMap<string, CurrentUnit>,
): Map<string, UnitPath> {
  const places = new Map<string, UnitPath>();
  const find = (code: string): CurrentUnit | undefined => newParents.get(code) ?? units.get(code);
  for (const code of new Set([...units.keys(), ...newParents.keys()])) {
    const way: CurrentUnit[] = [];
    const seen = new Set<string>();
    let at: string | null = code;
    let above: UnitPath | undefined = '';
    while (at !== null) {
      const known = places.get(at);
      if (known !== undefined) {
        above = known;
        break;
      }
      const unit = find(at);
      if (unit === undefined || seen.has(at)) {
        above = undefined;
        break;
      }
      seen.add(at);
      way.push(unit);
      at = unit.parentCode;
    }
    if (above === undefined) continue;
    for (const unit of way.toReversed()) {
      above = pathBelow(above, unit.id);
      places.set(unit.code, above);
    }
  }
  return places;
}

/** Works out an import. Nothing may be applied while `problems` is not empty. */
export function planImport(current: Organisation, files: ParsedFiles, around: PlanSurroundings): ImportPlan {
  const problems: RowProblem[] = [...files.problems];
  const complain: Complain = (row, field, code, params = {}) =>
    problems.push({ file: row.file, row: row.row, column: row.heading(field), code, params });
  const plan: ImportPlan = { units: [], people: [], posts: [], same: { units: 0, people: 0, posts: 0 }, problems };
  const units = new Map(current.units.map((unit) => [unit.code, unit]));
  const people = new Map(current.people.map((person) => [person.login, person]));
  const posts = new Map(current.posts.map((post) => [post.code, post]));

  // Units
  const unitRows = uniqueRows(files.units, (row) => row.code, 'code', 'import.code-twice', complain);
  const unitsAfter = new Map<string, CurrentUnit>();
  for (const [code, row] of unitRows) {
    const before = units.get(code);
    unitsAfter.set(code, {
      id: before?.id ?? around.newId(),
      path: before?.path ?? '',
      code,
      nameZh: row.nameZh,
      nameEn: keep(row, 'name_en', row.nameEn, before?.nameEn),
      parentCode: row.parentCode,
      category: row.category,
      rank: keep(row, 'rank', row.rank, before?.rank),
      validFrom: row.validFrom ?? before?.validFrom ?? around.today,
      validTo: keep(row, 'valid_to', row.validTo, before?.validTo),
      members: keep(row, 'members', row.members, before?.members),
      groups: Object.fromEntries(
        Object.entries(GROUP_FIELDS).map(([field, kind]) => [
          kind,
          keep(row, field, row.groups[kind], before?.groups[kind]),
        ]),
      ) as CurrentUnit['groups'],
    });
  }
  const places = placesAfter(units, unitsAfter);
  let root = [...units.values()].find((unit) => unit.parentCode === null && !unitRows.has(unit.code))?.code;
  const mayPlace = (id: string, path: UnitPath): boolean => covers(around.rights.units, { id, path });
  for (const [code, row] of unitRows) {
    const after = unitsAfter.get(code) as CurrentUnit;
    const before = units.get(code);
    if (row.parentCode === null) {
      if (root !== undefined && root !== code) complain(row, 'parent_code', 'import.second-root', { root });
      root ??= code;
    } else if (!unitsAfter.has(row.parentCode) && !units.has(row.parentCode)) {
      complain(row, 'parent_code', 'import.parent-unknown', { value: row.parentCode });
      continue;
    }
    const path = places.get(code);
    if (path === undefined) {
      // Below an unknown parent the parent's own row says so; only the loop itself is named here.
      if (inLoop(code, unitsAfter, units))
        complain(row, 'parent_code', 'import.parent-loop', { value: row.parentCode });
      continue;
    }
    const fields = differences(before, after, ['id', 'path', 'groups']);
    for (const kind of Object.values(GROUP_FIELDS)) {
      const from = before?.groups[kind] ?? null;
      if (from !== after.groups[kind]) fields[`group.${kind}`] = { from, to: after.groups[kind] };
    }
    if (before !== undefined && Object.keys(fields).length === 0) {
      plan.same.units += 1;
      continue;
    }
    if (!mayPlace(after.id, path) || (before !== undefined && !mayPlace(before.id, before.path)))
      complain(row, 'code', 'import.out-of-reach', { value: code });
    after.path = path;
    plan.units.push({
      kind: before === undefined ? 'create' : 'change',
      file: row.file,
      row: row.row,
      fields,
      to: after,
    });
  }

  // People
  const idOf = (code: string): string => (unitsAfter.get(code) ?? units.get(code))?.id ?? '';
  const mayManage = (code: string): boolean => {
    const path = places.get(code);
    // A place that could not be worked out has been complained about already.
    return path === undefined || covers(around.rights.access, { id: idOf(code), path });
  };
  const unitKnown = (code: string): boolean => unitsAfter.has(code) || units.has(code);
  const peopleAfter = new Map<string, CurrentPerson>();
  for (const [login, row] of uniqueRows(files.people, (r) => r.login, 'login', 'import.login-twice', complain)) {
    const before = people.get(login);
    const after: CurrentPerson = {
      id: before?.id ?? around.newId(),
      login,
      nameZh: row.nameZh,
      nameEn: keep(row, 'name_en', row.nameEn, before?.nameEn),
      phone: keep(row, 'phone', row.phone, before?.phone),
      email: keep(row, 'email', row.email, before?.email),
      unitCode: row.unitCode,
    };
    peopleAfter.set(login, after);
    if (row.unitCode === '') continue;
    if (!unitKnown(row.unitCode)) {
      complain(row, 'unit_code', 'import.unit-unknown', { value: row.unitCode });
      continue;
    }
    const fields = differences(before, after, ['id']);
    if (before !== undefined && Object.keys(fields).length === 0) {
      plan.same.people += 1;
      continue;
    }
    if (!mayManage(row.unitCode) || (before !== undefined && !mayManage(before.unitCode)))
      complain(row, 'login', 'import.out-of-reach', { value: login });
    plan.people.push({
      kind: before === undefined ? 'create' : 'change',
      file: row.file,
      row: row.row,
      fields,
      to: after,
    });
  }

  // Posts
  const mayGrant = (unitCode: string, scope: string, named: readonly string[]): boolean => {
    const at = (code: string): UnitPath[] => [places.get(code)].filter((path) => path !== undefined);
    const asked =
      scope === 'unit'
        ? { prefixes: [], units: at(unitCode).map((path) => ({ id: idOf(unitCode), path })) }
        : { prefixes: scope === 'named' ? named.flatMap(at) : at(unitCode), units: [] };
    return mayManage(unitCode) && containsReach(around.rights.access, asked);
  };
  for (const [code, row] of uniqueRows(files.posts, (r) => r.code, 'code', 'import.code-twice', complain)) {
    const before = posts.get(code);
    const scopeGiven = row.has.has('scope') || before === undefined;
    const named = row.scope.scope === 'named' ? row.scope.codes.toSorted() : [];
    const after: CurrentPost = {
      id: before?.id ?? around.newId(),
      code,
      unitCode: row.unitCode,
      titleZh: row.titleZh,
      titleEn: keep(row, 'title_en', row.titleEn, before?.titleEn),
      role: row.role,
      scope: scopeGiven ? row.scope.scope : before.scope,
      named: scopeGiven ? named : before.named,
      duties: keep(row, 'duties', row.duties, before?.duties),
      validFrom: row.validFrom ?? before?.validFrom ?? around.today,
      holderLogin: keep(row, 'holder_login', row.holderLogin, before?.holderLogin),
    };
    if (row.unitCode === '') continue;
    if (!unitKnown(row.unitCode)) {
      complain(row, 'unit_code', 'import.unit-unknown', { value: row.unitCode });
      continue;
    }
    const strangers = after.named.filter((unit) => !unitKnown(unit));
    if (strangers.length > 0 || (after.scope === 'named' && after.named.length === 0)) {
      complain(row, 'scope', 'import.scope-unknown', { value: strangers.slice(0, 5).join('; ') });
      continue;
    }
    const holder =
      after.holderLogin === null ? undefined : (peopleAfter.get(after.holderLogin) ?? people.get(after.holderLogin));
    if (after.holderLogin !== null && after.holderLogin !== '' && holder === undefined)
      complain(row, 'holder_login', 'import.person-unknown', { value: after.holderLogin });
    const fields = differences(before, after, ['id']);
    if (before !== undefined && Object.keys(fields).length === 0) {
      plan.same.posts += 1;
      continue;
    }
    if (
      !mayGrant(row.unitCode, after.scope, after.named) ||
      (before !== undefined && !mayGrant(before.unitCode, before.scope, before.named))
    )
      complain(row, 'code', 'import.beyond-own-reach', { value: code });
    plan.posts.push({
      kind: before === undefined ? 'create' : 'change',
      file: row.file,
      row: row.row,
      fields,
      to: after,
    });
  }
  problems.sort((a, b) => (a.file === b.file ? a.row - b.row : a.file < b.file ? -1 : 1));
  return plan;
}

/** Whether following the parents from a unit comes back to it. */
function inLoop(
  code: string,
  after: ReadonlyMap<string, CurrentUnit>,
  before: ReadonlyMap<string, CurrentUnit>,
): boolean {
  const seen = new Set<string>();
  let at: string | null | undefined = code;
  while (at !== null && at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = (after.get(at) ?? before.get(at))?.parentCode;
    if (at === code) return true;
  }
  return false;
}
