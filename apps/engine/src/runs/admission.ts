/** Who may ask what of a run, and in which capacity they then act. */
import type { RunCommandBody } from '@gangmu/contract';
import {
  type Actor,
  type Asked,
  askedToAct,
  belongsTo,
  covers,
  type GrantedPermission,
  grantFor,
  isFromAbove,
  type Item,
  type LocalText,
  permits,
  reachOf,
  type RoleAct,
  type RoleGrant,
  type RoleHolders,
  standsFor,
  type Template,
  type UnitPlace,
  wordsFor,
} from '@gangmu/core';
import type { SignedIn } from '../platform/http/access.js';
import { forbidden, notFound, Problem } from '../platform/http/problem.js';

type CommandName = RunCommandBody['type'];

/** Ways to be entitled to a command; the first in which it is the person's to give decides in which role they act. */
const NEEDED: Record<CommandName, readonly GrantedPermission[]> = {
  SubmitItem: ['runs:file'],
  WithdrawItem: ['runs:file'],
  AddRegisterEntry: ['runs:file', 'runs:steer'],
  WithdrawRegisterEntry: ['runs:file', 'runs:steer'],
  CompleteRegister: ['runs:file'],
  DelegateItem: ['runs:file'],
  AcceptItem: ['runs:review', 'inspection:write'],
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

/** A sheet that was signed is entered by a clerk as well. */
const neededFor = (command: RunCommandBody): readonly GrantedPermission[] =>
  command.type === 'AcceptItem' && command.paper !== undefined
    ? [...NEEDED.AcceptItem, 'runs:file']
    : NEEDED[command.type];

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

/** A unit as rights and the division of work see it. */
export interface Divided {
  place: UnitPlace;
  holders: RoleHolders;
}
type Divisible = Pick<Item, 'step' | 'review' | 'delegatedTo'>;

/** What an order is about, besides the unit. */
export interface About {
  template: Template;
  item?: Divisible | undefined;
  /** The unit over whose subtree the campaign was launched; needed for what lets a unit off. */
  scope?: UnitPlace | undefined;
}

/** Commands that ask less of a unit, or ask it later: nobody gives them to their own unit. */
const LETTING_OFF: ReadonlySet<CommandName> = new Set([
  'WaiveItem',
  'ExtendItem',
  'MoveDeadline',
  'HoldRun',
  'ResumeRun',
  'CancelItem',
  'CancelPhase',
  'CancelRun',
  'CloseRun',
]);
export const letsOff = (command: CommandName): boolean => LETTING_OFF.has(command);

/** Commands that are somebody's by the division of work. */
const DIVIDED: ReadonlySet<CommandName> = new Set([
  'SubmitItem',
  'WithdrawItem',
  'DelegateItem',
  'CorrectItem',
  'AcceptItem',
  'ReturnItem',
]);

/**
 * Whether a post lets a unit off: one held above it, or over everything the campaign was launched for – whoever
 * launched it for themselves answers for it.
 */
const fromAbove =
  (unit: UnitPlace, permission: GrantedPermission, who: SignedIn, scope: UnitPlace | undefined) =>
  (grant: RoleGrant): boolean =>
    isFromAbove(grant, unit) ||
    (scope !== undefined && grantFor(who.principal, permission, scope, (one) => one === grant) !== undefined);

/** Refuses to let a unit off where it is the person's own. @throws Problem 403 `not-from-above` */
export function insistFromAbove(
  who: SignedIn,
  permission: GrantedPermission,
  unit: UnitPlace,
  scope: UnitPlace | undefined,
): void {
  if (grantFor(who.principal, permission, unit, fromAbove(unit, permission, who, scope)) === undefined)
    throw new Problem(403, 'not-from-above');
}

const ROLE_ACT: Partial<Record<GrantedPermission, RoleAct>> = {
  'runs:file': 'file',
  'runs:review': 'review',
  'inspection:write': 'review',
};

/** Which of somebody's posts are asked for to act on an item by some permission. */
const suits =
  (asked: Asked | undefined, permission: GrantedPermission, unit: UnitPlace, template: Template) =>
  (grant: RoleGrant): boolean => {
    if (permission === 'inspection:write') return asked?.who === 'inspection-group';
    switch (asked?.who) {
      case undefined:
        return true;
      case 'superior':
        return isFromAbove(grant, unit);
      case 'inspection-group':
        return false;
      case 'roles':
        return asked.roles.some((role) => standsFor(template, role, grant.duties ?? []));
    }
  };

/** Whether an item was passed on to somebody, or to a post of theirs. */
const isDelegate = ({ principal }: SignedIn, { delegatedTo }: Divisible): boolean =>
  delegatedTo !== undefined &&
  (delegatedTo === principal.person || principal.grants.some(({ post }) => post === delegatedTo));

/** The post by which somebody acts on an item, or whose it is instead. */
function turn(
  who: SignedIn,
  unit: Divided,
  { template, item }: { template: Template; item: Divisible },
  permission: GrantedPermission,
  act: RoleAct,
): { grant: RoleGrant } | { whose: Asked } {
  const asked = act === 'file' && isDelegate(who, item) ? undefined : askedToAct(template, item, act, unit.holders);
  // Clerks enter what a role of the unit signed; what the unit above signed is entered above.
  const strict = permission === 'runs:file' && act === 'review' && asked?.who === 'roles' ? undefined : asked;
  const grant = grantFor(who.principal, permission, unit.place, suits(strict, permission, unit.place, template));
  if (grant !== undefined) return { grant };
  return { whose: asked ?? { who: 'superior' } };
}

/** Whose an act is, in words. */
const nameOf = (whose: Asked, template: Template): LocalText => {
  if (whose.who !== 'roles') return wordsFor(`whose.${whose.who}`);
  const [role = ''] = whose.roles;
  return template.roles[role]?.title ?? { zh: role };
};

/**
 * The actor of a command, or the problem to answer with: 404 where the person may not even see the run, so that
 * nobody learns which ids exist; 403 where they see it but may not do this, or it is somebody else's to do.
 */
export function admit(
  who: SignedIn,
  unit: Divided,
  command: RunCommandBody,
  about: About,
  onBehalfOf?: { person?: string | undefined; word: string },
): { actor: Actor } | { problem: Problem } {
  const needed = neededFor(command);
  let problem: Problem | undefined;
  for (const permission of needed) {
    if (!may(who, permission, unit.place)) continue;
    const found = postFor(who, unit, command.type, about, permission);
    if (found instanceof Problem) problem ??= found;
    else return { actor: actorBy(who, unit.place, found, permission, onBehalfOf) };
  }
  if (problem !== undefined) return { problem };
  return { problem: may(who, 'runs:read', unit.place) ? forbidden(needed[0]!) : notFound('run') };
}

/** The post by which somebody gives a command under one permission, or why none will do. */
function postFor(
  who: SignedIn,
  unit: Divided,
  command: CommandName,
  { template, item, scope }: About,
  permission: GrantedPermission,
): RoleGrant | Problem {
  const post = (asked?: (grant: RoleGrant) => boolean): RoleGrant | undefined =>
    grantFor(who.principal, permission, unit.place, asked);
  if (LETTING_OFF.has(command))
    return post(fromAbove(unit.place, permission, who, scope)) ?? new Problem(403, 'not-from-above');
  // Inspectors return whatever they find wrong.
  if (!DIVIDED.has(command) || item === undefined || (command === 'ReturnItem' && permission === 'inspection:write'))
    return post() ?? forbidden(permission);
  const act = command === 'AcceptItem' ? 'review' : ROLE_ACT[permission]!;
  const found = turn(who, unit, { template, item }, permission, act);
  if ('grant' in found) return found.grant;
  const { whose } = found;
  const name = nameOf(whose, template);
  return whose.who === 'roles'
    ? new Problem(403, 'role-not-yours', { path: '/command/item', params: { role: name } })
    : new Problem(403, 'review-not-yours', { path: '/command/item', params: { whose: name } });
}

function actorBy(
  { principal }: SignedIn,
  unit: UnitPlace,
  { post }: RoleGrant,
  permission: GrantedPermission,
  onBehalfOf: { person?: string | undefined; word: string } | undefined,
): Actor {
  const home = belongsTo(principal, unit) ? unit.id : principal.home?.id;
  return {
    person: principal.person,
    post,
    role: ROLE_OF[permission]!,
    ...(home === undefined ? {} : { unit: home }),
    ...(onBehalfOf === undefined
      ? {}
      : {
          onBehalfOf: {
            word: onBehalfOf.word,
            unit: unit.id,
            ...(onBehalfOf.person === undefined ? {} : { person: onBehalfOf.person }),
          },
        }),
  };
}

/** By which rights somebody acts on a live item. */
const ACTING: Partial<Record<Item['status'], readonly GrantedPermission[]>> = {
  open: ['runs:file'],
  returned: ['runs:file'],
  // It is reviewed, or taken back by whoever filed.
  submitted: ['runs:review', 'inspection:write', 'runs:file'],
};

/**
 * Whose it is to act next on a live item, where the reader has the right to but no post for it: for the screens.
 * `as`: whether only filing or only reviewing is looked at.
 */
export function nextRoleOfOthers(
  who: SignedIn,
  unit: Divided,
  template: Template,
  item: Divisible & Pick<Item, 'status'>,
  as?: 'filer' | 'reviewer',
): LocalText | undefined {
  const turns = (ACTING[item.status] ?? [])
    .filter((permission) => as === undefined || (permission === 'runs:file') === (as === 'filer'))
    .filter((permission) => permits(who.principal, permission, unit.place))
    .map((permission) => turn(who, unit, { template, item }, permission, ROLE_ACT[permission]!));
  const [first] = turns;
  return first === undefined || turns.some((each) => 'grant' in each)
    ? undefined
    : nameOf((first as { whose: Asked }).whose, template);
}
