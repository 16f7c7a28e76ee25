/** One command: who may give it as far as the domain says so, to which runs, and what it brings about. */
import { refuse, type Refusal } from '../findings.js';
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';
import type { Actor, CommandOf, CommandType, Item } from './model.js';

export type Role = Actor['role'];

export interface CommandRule<T extends CommandType> {
  type: T;
  /**
   * Roles that may give it. Whether the actor holds the role for this unit is the engine's business; that an
   * inspector only returns and a machine has commands of its own is the domain's.
   */
  roles: readonly Role[];
  /** May be given while the run is held. */
  whileHeld?: boolean;
  /** Emits its events, or says why not; what it emitted before refusing is thrown away. */
  decide: (d: Decision, command: CommandOf<T>) => Refusal | undefined;
}
/** Infers the command's type from its name. */
export const commandRule = <T extends CommandType>(rule: CommandRule<T>): CommandRule<T> => rule;

/** A refusal with its place (JSON pointer) and parameters. */
export const refusal = (code: string, path = '', params: Refusal['params'] = {}): Refusal =>
  refuse(code, path, params).refusal;

/** The item a command is about, with its step; or the refusal that there is none. */
export function targetOf(d: Decision, id: string): { item: Item; step: CompiledStep } | { refusal: Refusal } {
  const item = d.item(id);
  const step = item && d.compiledStep(item.step);
  return item && step ? { item, step } : { refusal: refusal('run.item.unknown', '/item', { item: id }) };
}

/** Whether the unit has to act. */
export const isWithUnit = (item: Item): boolean => item.status === 'open' || item.status === 'returned';
/** Whether it has not ended: with the unit or with a reviewer. */
export const isLive = (item: Item): boolean => isWithUnit(item) || item.status === 'submitted';

/** A cascade ends by itself; nobody hands anything in for it. */
export const endsByItself = (step: CompiledStep): boolean => step.completion !== 'hand-in';

/** A reason or comment that says something. */
export const isBlank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === '';

/** Whether a person handed the item in or is the one on whose word it was. */
export const isFiler = (item: Item, person: string): boolean =>
  item.submittedBy?.person === person || item.submittedBy?.onBehalfOf?.person === person;
