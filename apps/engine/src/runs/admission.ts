/** Who may ask what of a run, and in which capacity they then act. */
import type { RunCommandBody } from '@gangmu/contract';
import { type Actor, covers, type GrantedPermission, reachOf, type UnitPlace } from '@gangmu/core';
import type { SignedIn } from '../platform/http/access.js';
import { forbidden, notFound, type Problem } from '../platform/http/problem.js';

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
