/**
 * Where somebody may do something. A unit's place in the tree is its path: the ids from the root down, each followed
 * by a dot (`county.bureau.branch.`), so that “below” is “starts with” – in memory and in SQL alike.
 */
import {
  type AccessPermission,
  type GrantedPermission,
  NEVER_OWN_UNIT,
  ROOT_ONLY,
  type Role,
  roleAllows,
} from './permissions.js';

/** Ids from the root down to the unit itself, each followed by a dot. */
export type UnitPath = string;

export interface UnitPlace {
  id: string;
  path: UnitPath;
}

/** A post held today: which role, at which unit, over what. */
export interface RoleGrant {
  post: string;
  role: Role;
  unit: UnitPlace;
  /** `named`: each named unit with what is below it. */
  scope: 'subtree' | 'unit' | 'named';
  named: readonly UnitPlace[];
  /** What the post stands for among the roles of templates (分工); missing or empty: all of them. */
  duties?: readonly string[];
}

/** Who is asking, as far as rights go. */
export interface Principal {
  person: string;
  /** The unit the person belongs to, wherever their posts are. */
  home: UnitPlace | null;
  grants: readonly RoleGrant[];
  /** An API token may carry less than its owner: only these, and only there. */
  limit?: { permissions: readonly GrantedPermission[]; within: readonly UnitPath[] | null };
}

/** Units one may act on: those below `prefixes` and the `units` themselves, never those below `except`. */
export interface Reach {
  prefixes: readonly UnitPath[];
  units: readonly string[];
  except: readonly UnitPath[];
}

export const NOWHERE: Reach = { prefixes: [], units: [], except: [] };
/** The machine and the set-up, which act for nobody's post. */
export const EVERYWHERE: Reach = { prefixes: [''], units: [], except: [] };

/** Whether it reaches no unit at all. */
export const isNowhere = (reach: Reach): boolean => reach.prefixes.length === 0 && reach.units.length === 0;

/** The path of a child. */
export const pathBelow = (parent: UnitPath, id: string): UnitPath => `${parent}${id}.`;
/** 0 for the root. */
export const levelOf = (path: UnitPath): number => path.split('.').length - 2;
const isRoot = (path: UnitPath): boolean => levelOf(path) === 0;
/** Whether `path` is `above` itself or lies below it. */
export const isWithin = (path: UnitPath, above: UnitPath): boolean => path.startsWith(above);

/** Drops what another prefix already covers, so that SQL gets short lists. */
export function outermost(paths: readonly UnitPath[]): UnitPath[] {
  const kept: UnitPath[] = [];
  for (const path of [...new Set(paths)].toSorted()) {
    const last = kept.at(-1);
    if (last === undefined || !isWithin(path, last)) kept.push(path);
  }
  return kept;
}

/** The common part of two sets of subtrees. */
const narrowed = (prefixes: readonly UnitPath[], within: readonly UnitPath[]): UnitPath[] =>
  prefixes.flatMap((prefix) =>
    within.flatMap((limit) => (isWithin(prefix, limit) ? [prefix] : isWithin(limit, prefix) ? [limit] : [])),
  );

/** Own units of a person: the one they belong to and those they hold any other post at. */
const ownUnits = (principal: Principal): UnitPath[] => [
  ...(principal.home === null ? [] : [principal.home.path]),
  ...principal.grants.filter((grant) => grant.role !== 'inspector').map((grant) => grant.unit.path),
];

/**
 * What follows from a person's posts for one permission.
 *
 * Exclusions hold for the person, not for one post: whoever is an inspector and an operator of the same branch still
 * does not inspect it. A unit above one's own is not one's own: only the own unit and what is below it is excluded,
 * except that whoever belongs to the root is taken to belong to its office, not to every unit of the county.
 */
export function reachOf(principal: Principal, permission: GrantedPermission): Reach {
  const { limit } = principal;
  if (limit !== undefined && !limit.permissions.includes(permission)) return NOWHERE;
  const prefixes: UnitPath[] = [];
  const single: UnitPlace[] = [];
  const except: UnitPath[] = [];
  for (const grant of principal.grants) {
    if (!roleAllows(grant.role, permission)) continue;
    if (ROOT_ONLY.has(permission) && !(isRoot(grant.unit.path) && grant.scope === 'subtree')) continue;
    if (grant.scope === 'subtree') prefixes.push(grant.unit.path);
    else if (grant.scope === 'named') prefixes.push(...grant.named.map((unit) => unit.path));
    else single.push(grant.unit);
    if (NEVER_OWN_UNIT[grant.role]?.has(permission))
      except.push(...ownUnits(principal).filter((path) => !isRoot(path)));
  }
  const within = limit?.within ?? null;
  return {
    prefixes: outermost(within === null ? prefixes : narrowed(prefixes, within)),
    units: single
      .filter((unit) => within === null || within.some((path) => isWithin(unit.path, path)))
      .map((unit) => unit.id),
    except: outermost(except),
  };
}

/** Whether a unit lies in a reach. */
export const covers = (reach: Reach, unit: UnitPlace): boolean =>
  (reach.units.includes(unit.id) || reach.prefixes.some((prefix) => isWithin(unit.path, prefix))) &&
  !reach.except.some((path) => isWithin(unit.path, path));

/** Whether a unit is the person's own: the one they belong to, or one they hold a post at (other than inspecting it). */
export const belongsTo = (principal: Principal, unit: UnitPlace): boolean =>
  ownUnits(principal).some((path) => path === unit.path);

/**
 * Whether a post decides about a unit from above: it is held above the unit, or – wherever it is held but at the unit
 * and below – it reaches above it. Above the root there is nobody: its own posts stand in.
 */
export function isFromAbove({ unit: at, scope, named }: RoleGrant, unit: UnitPlace): boolean {
  if (isRoot(unit.path)) return true;
  if (isWithin(at.path, unit.path)) return false;
  return [at, ...(scope === 'named' ? named : [])].some(({ path }) => path !== unit.path && isWithin(unit.path, path));
}

/**
 * The first of somebody's posts that gives them this permission at a unit and suits what is asked; undefined where
 * none does. Posts are tried with the rest of their rights unchanged.
 */
export const grantFor = (
  principal: Principal,
  permission: GrantedPermission,
  unit: UnitPlace,
  suits: (grant: RoleGrant) => boolean = () => true,
): RoleGrant | undefined =>
  covers(reachOf(principal, permission), unit)
    ? principal.grants.find(
        (grant) =>
          suits(grant) && covers({ ...reachOf({ ...principal, grants: [grant] }, permission), except: [] }, unit),
      )
    : undefined;

/** Whether everything in `inner` also lies in `outer`: nobody hands out more than they have. */
export const containsReach = (
  outer: Reach,
  inner: { prefixes: readonly UnitPath[]; units: readonly UnitPlace[] },
): boolean =>
  inner.prefixes.every(
    (prefix) =>
      outer.prefixes.some((own) => isWithin(prefix, own)) &&
      !outer.except.some((path) => isWithin(prefix, path) || isWithin(path, prefix)),
  ) && inner.units.every((unit) => covers(outer, unit));

/**
 * Whether somebody may do this – at the given unit, or anywhere at all when none is given.
 * `public` and `signed-in` need no post.
 */
export function permits(principal: Principal, permission: AccessPermission, unit?: UnitPlace): boolean {
  if (permission === 'public' || permission === 'signed-in') return true;
  const reach = reachOf(principal, permission);
  return unit === undefined ? !isNowhere(reach) : covers(reach, unit);
}
