/** Who may ask what of a run, and in which capacity they then act. */
import type { RunCommandBody } from '@gangmu/contract';
import {
  type Actor,
  covers,
  type GrantedPermission,
  type Item,
  type LocalText,
  permitsBy,
  reachOf,
  type RoleAct,
  type RoleHolders,
  rolesToAct,
  standsFor,
  type Template,
  type UnitPlace,
} from '@gangmu/core';
import type { SignedIn } from '../platform/http/access.js';
import { forbidden, notFound, Problem } from '../platform/http/problem.js';

type CommandName = RunCommandBody['type'];

/** Ways to be entitled to a command; the first that the person has decides in which role they act. */
const NEEDED: Record<CommandName, readonly GrantedPermission[]> = {
  SubmitItem: ['runs:file'],
  WithdrawItem: ['runs:file'],
  AddRegisterEntry: ['runs:file', 'runs:steer'],
  WithdrawRegisterEntry: ['runs:file', 'runs:steer'],
  CompleteRegister: ['runs:file'],
  DelegateItem: ['runs:file'],
  AcceptItem: ['runs:review'],
  ReturnItem: ['runs:review', 'inspection:write'],
  CorrectItem: ['runs:file', 'runs:review'],
  UrgeItem: ['runs:review', 'runs:steer'],
  ReopenItem: ['runs:review', 'runs:steer'],
  WaiveItem: ['runs:steer'],
  ExtendItem: ['runs:steer', 'runs:review'],
  MoveDeadline: ['runs:steer'],
  HoldRun: ['runs:steer'],
  ResumeRun: ['runs:steer'],
  TriggerStep: ['runs:steer', 'runs:file'],
  CancelItem: ['runs:steer'],
  CancelPhase: ['runs:steer'],
  CancelRun: ['runs:steer'],
  CloseRun: ['runs:steer'],
};

const ROLE_OF: Partial<Record<GrantedPermission, Actor['role']>> = {
  'runs:file': 'operator',
  'runs:review': 'reviewer',
  'runs:steer': 'designer',
  'inspection:write': 'inspector',
};

const may = (who: SignedIn, permission: GrantedPermission, unit: UnitPlace): boolean =>
  covers(reachOf(who.principal, permission), unit);

/** What the person may do with a run of this unit, for the screens. */
export const mayHere = (who: SignedIn, unit: UnitPlace): Record<'file' | 'review' | 'steer' | 'inspect', boolean> => ({
  file: may(who, 'runs:file', unit),
  review: may(who, 'runs:review', unit),
  steer: may(who, 'runs:steer', unit),
  inspect: may(who, 'inspection:write', unit),
});

/**
 * The actor of a command, or the problem to answer with: 404 where the person may not even see the run, so that
 * nobody learns which ids exist; 403 where they see it but may not do this.
 */
export function actorFor(
  who: SignedIn,
  unit: UnitPlace,
  command: CommandName,
  onBehalfOf?: { person?: string | undefined; word: string },
): { actor: Actor } | { problem: Problem } {
  const needed = NEEDED[command];
  const permission = needed.find((one) => may(who, one, unit));
  if (permission === undefined) {
    return { problem: may(who, 'runs:read', unit) ? forbidden(needed[0]!) : notFound('run') };
  }
  const { principal } = who;
  return {
    actor: {
      person: principal.person,
      role: ROLE_OF[permission]!,
      ...(principal.home === null ? {} : { unit: principal.home.id }),
      ...(onBehalfOf === undefined
        ? {}
        : {
            onBehalfOf: {
              word: onBehalfOf.word,
              unit: unit.id,
              ...(onBehalfOf.person === undefined ? {} : { person: onBehalfOf.person }),
            },
          }),
    },
  };
}

/** Commands that are somebody's by the division of work. */
const DIVIDED: ReadonlySet<CommandName> = new Set([
  'SubmitItem',
  'WithdrawItem',
  'DelegateItem',
  'CorrectItem',
  'AcceptItem',
  'ReturnItem',
]);
const PERMISSION_OF: Record<RoleAct, GrantedPermission> = { file: 'runs:file', review: 'runs:review' };
const ACT_OF: Partial<Record<Actor['role'], RoleAct>> = { operator: 'file', reviewer: 'review' };

/** A unit as the division of work sees it. */
interface Divided {
  place: UnitPlace;
  holders: RoleHolders;
}
type Divisible = Pick<Item, 'step' | 'review' | 'delegatedTo'>;

/** Whether any of somebody's posts stands for some roles only: most people's do not, and nothing need be looked at. */
export const divides = ({ principal }: SignedIn): boolean =>
  principal.grants.some(({ duties }) => duties !== undefined && duties.length > 0);

/**
 * The role that is to file or review an item, where somebody may do such things here but none of their posts stands
 * for it. A role nobody stands for asks for nobody: it has fallen to whoever may. To whom an item was delegated may
 * hand it in.
 */
export function foreignRole(
  who: SignedIn,
  unit: Divided,
  template: Template,
  item: Divisible,
  act: RoleAct,
): LocalText | undefined {
  if (!divides(who)) return undefined;
  const { principal } = who;
  if (act === 'file' && item.delegatedTo === principal.person) return undefined;
  const roles = rolesToAct(template, item, act, unit.holders);
  const stands = (duties: readonly string[]): boolean =>
    roles === undefined || roles.some((role) => standsFor(template, role, duties));
  if (permitsBy(principal, PERMISSION_OF[act], unit.place, stands)) return undefined;
  const [role = ''] = roles ?? [];
  return template.roles[role]?.title ?? { zh: role };
}

/** The role that is to act next on a live item, where the reader has the right to but no post for it: for the screens. */
export function nextRoleOfOthers(
  who: SignedIn,
  unit: Divided,
  template: Template,
  item: Divisible & Pick<Item, 'status'>,
): LocalText | undefined {
  // What is submitted is reviewed, or taken back by whoever filed.
  const acts: RoleAct[] =
    item.status === 'submitted'
      ? ['review', 'file']
      : item.status === 'open' || item.status === 'returned'
        ? ['file']
        : [];
  const possible = acts.filter((act) => may(who, PERMISSION_OF[act], unit.place));
  const roles = possible.map((act) => foreignRole(who, unit, template, item, act));
  return roles.includes(undefined) ? undefined : roles[0];
}

/** The problem to answer with where a command is for another role to give. */
export function dutyProblem(
  who: SignedIn,
  unit: Divided,
  template: Template,
  item: Item | undefined,
  command: CommandName,
  actor: Actor,
): Problem | undefined {
  const act = ACT_OF[actor.role];
  if (act === undefined || item === undefined || !DIVIDED.has(command)) return undefined;
  const role = foreignRole(who, unit, template, item, act);
  return role && new Problem(403, 'role-not-yours', { path: '/command/item', params: { role } });
}
