/**
 * Who stands for the roles of a template in a unit. A post may carry duties (分工): the roles it stands for, by their
 * id or title; a post without any stands for every role – one clerk who does it all. A role that no post stands for
 * falls to its named substitute, to that one's substitute, in the end to the unit above.
 */
import { effectiveFor } from '../template/effective.js';
import type { Template } from '../template/document.js';
import type { Item, RoleAct, RunContext, Standing, UnitFacts } from './model.js';
import { own } from './own.js';

/** What the posts over a unit that are held today stand for. */
export interface Posted {
  /** One of them stands for every role. */
  all: boolean;
  /** What the others stand for: ids or titles of roles. */
  duties: readonly string[];
  /** Whether anybody at the unit or above it could stand in. */
  superior: boolean;
}
export interface RoleHolders extends Record<RoleAct, Posted> {
  /** Whether an inspector who does not belong to the unit is over it. */
  inspected: boolean;
}
/** What the posts of a whole organisation stand for. */
export type RoleHolding = Record<RoleAct, Pick<Posted, 'all' | 'duties'>>;

/** Titles are typed by people: blanks, width and case make no difference. */
export const normalDuty = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

const namesOf = (template: Template, role: string): string[] => {
  const { title } = own(template.roles, role) ?? {};
  return [role, title?.zh, title?.en].flatMap((name) => (name === undefined ? [] : [normalDuty(name)]));
};

/** Whether somebody with these duties stands for a role; without duties one stands for all of them. */
export const standsFor = (template: Template, role: string, duties: readonly string[]): boolean => {
  if (duties.length === 0) return true;
  const names = namesOf(template, role);
  return duties.some((duty) => names.includes(normalDuty(duty)));
};

/** The roles that stand in for a role, nearest first; the unit above is not among them. */
export function substitutesOf(template: Template, role: string): string[] {
  const found: string[] = [];
  // The linter refuses circles; what was published before it did must not run for ever.
  for (let at = own(template.roles, role)?.substitute; at !== undefined && at !== 'superior'; ) {
    if (at === role || found.includes(at)) break;
    found.push(at);
    at = own(template.roles, at)?.substitute;
  }
  return found;
}

/** Whether a post stands for a role. */
export const isHeld = (template: Template, role: string, { all, duties }: RoleHolding[RoleAct]): boolean =>
  all || (duties.length > 0 && standsFor(template, role, duties));

/** Whether somebody can act in a role for a unit now: a post of its own, a substitute, or nobody at all. */
export const holderIn =
  (template: Template, holders: RoleHolders) =>
  (role: string, act: RoleAct = 'file'): Standing => {
    if (isHeld(template, role, holders[act])) return 'held';
    if (substitutesOf(template, role).some((other) => isHeld(template, other, holders[act]))) return 'substitute';
    return holders[act].superior ? 'substitute' : 'nobody';
  };

/** Roles that lead or review steps which may come up for a unit. */
function askedOf(template: Template, facts: UnitFacts): [string, RoleAct][] {
  const applying = effectiveFor(template, facts);
  return Object.entries(template.steps).flatMap(([id, { lead, reviews }]): [string, RoleAct][] =>
    applying.has(id)
      ? [
          [lead, 'file'],
          ...Object.values(reviews).flatMap(({ by }): [string, RoleAct][] =>
            by.who === 'role' ? [[by.role, 'review']] : [],
          ),
        ]
      : [],
  );
}

/** Who stands in for a role that nobody holds: the nearest substitute somebody stands for, else the unit above. */
export const standInFor = (
  { template, holderOf }: Pick<RunContext, 'template' | 'holderOf'>,
  role: string,
  act: RoleAct,
): string => substitutesOf(template, role).find((other) => holderOf(other, act) === 'held') ?? 'superior';

/** The first role a unit would need that neither a post, nor a substitute, nor the unit above stands for. */
export function unheldRole(template: Template, facts: UnitFacts, holders: RoleHolders): string | undefined {
  if (holders.file.superior && holders.review.superior) return undefined;
  const holderOf = holderIn(template, holders);
  return askedOf(template, facts).find(([role, act]) => holderOf(role, act) === 'nobody')?.[0];
}

/** Whose it is to act on an item: somebody's who stands for one of these roles, the unit above's, the inspectors'. */
export type Asked = { who: 'roles'; roles: string[] } | { who: 'superior' } | { who: 'inspection-group' };

/**
 * Who is to file or review an item now; undefined where anybody with the right to may: nobody in particular is asked
 * for, or the role has fallen to the unit above. A review by the inspection group falls to the unit above where nobody
 * inspects the unit, so that it does not wait for ever.
 */
export function askedToAct(
  template: Template,
  item: Pick<Item, 'step' | 'review'>,
  act: RoleAct,
  holders: RoleHolders,
): Asked | undefined {
  const step = own(template.steps, item.step);
  if (step === undefined) return undefined;
  const by = item.review === undefined ? undefined : own(step.reviews, item.review)?.by;
  if (act === 'review' && by !== undefined && by.who !== 'role')
    return { who: by.who === 'inspection-group' && holders.inspected ? 'inspection-group' : 'superior' };
  const role = act === 'file' ? step.lead : by?.who === 'role' ? by.role : undefined;
  if (role === undefined) return undefined;
  const holder = [role, ...substitutesOf(template, role)].find((each) => isHeld(template, each, holders[act]));
  if (holder === undefined) return undefined;
  return { who: 'roles', roles: [...new Set([role, holder, ...(act === 'file' ? step.supporting : [])])] };
}
