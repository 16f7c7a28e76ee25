/** The one list of operations. A new one is one file, one line here, its refusals' words and one spec. */
import type { z } from 'zod';
import { refuse, type Result } from '../findings.js';
import type { Template } from '../template/document.js';
import { findingsOf, type Issue } from '../template/parse.js';
import { applyEdits } from './apply-edits.js';
import type { Applied, OperationRule } from './operation.js';
import { addCategory } from './add-category.js';
import { addDeadline } from './add-deadline.js';
import { addEvidence } from './add-evidence.js';
import { addLocalStep } from './add-local-step.js';
import { addPhase } from './add-phase.js';
import { addPolicy } from './add-policy.js';
import { addRegister } from './add-register.js';
import { addReview } from './add-review.js';
import { addRole } from './add-role.js';
import { addRung } from './add-rung.js';
import { addStep } from './add-step.js';
import { applyFix } from './apply-fix.js';
import { batch } from './batch.js';
import { chooseAlternative } from './choose-alternative.js';
import { clearField } from './clear-field.js';
import { connect } from './connect.js';
import { disconnect } from './disconnect.js';
import { duplicateSteps } from './duplicate-steps.js';
import { moveEvidence } from './move-evidence.js';
import { movePhase } from './move-phase.js';
import { moveSteps } from './move-steps.js';
import { paste } from './paste.js';
import { place } from './place.js';
import { removeCategory } from './remove-category.js';
import { removeDeadline } from './remove-deadline.js';
import { removeEvidence } from './remove-evidence.js';
import { removePhase } from './remove-phase.js';
import { removePolicy } from './remove-policy.js';
import { removeRegister } from './remove-register.js';
import { removeReview } from './remove-review.js';
import { removeRole } from './remove-role.js';
import { removeRung } from './remove-rung.js';
import { removeSteps } from './remove-steps.js';
import { setEdge } from './set-edge.js';
import { setField } from './set-field.js';
import { setKind } from './set-kind.js';
import { tidy } from './tidy.js';

export const operations = [
  setField,
  clearField,
  addPhase,
  removePhase,
  movePhase,
  addStep,
  removeSteps,
  moveSteps,
  duplicateSteps,
  setKind,
  addLocalStep,
  chooseAlternative,
  connect,
  disconnect,
  setEdge,
  addEvidence,
  removeEvidence,
  moveEvidence,
  addDeadline,
  removeDeadline,
  addRung,
  removeRung,
  addReview,
  removeReview,
  addRole,
  removeRole,
  addCategory,
  removeCategory,
  addRegister,
  removeRegister,
  addPolicy,
  removePolicy,
  place,
  tidy,
  paste,
  applyFix,
  batch,
] as const;

type Rule = (typeof operations)[number];
/** An operation with its parameters, as data: what the editor does, sends, records and plays again. */
export type Operation = { [R in Rule as R['name']]: { op: R['name'] } & z.input<R['params']> }[Rule['name']];
export type OperationName = Rule['name'];

const byName: ReadonlyMap<string, OperationRule> = new Map(
  operations.map((rule) => [rule.name, rule as unknown as OperationRule]),
);

/** Whether there is an operation of this name. */
export const isOperation = (name: string): name is OperationName => byName.has(name);

/**
 * The one reducer, in browser and server: the template after an operation, its edits and their inverse, or why it
 * cannot be done (then nothing has changed). Whether somebody *may* is asked elsewhere, of the edits.
 */
export function applyOperation(template: Template, operation: Operation | { op: string }): Result<Applied> {
  const { op, ...given } = operation;
  const rule = byName.get(op);
  if (!rule) return refuse('operations.unknown-operation', '/op');
  const params = rule.params.safeParse(given, { reportInput: true });
  if (!params.success) {
    const [finding] = (params.error.issues as Issue[]).flatMap((issue) => findingsOf(issue, []));
    return refuse(finding?.code ?? 'operations.malformed', finding?.path ?? '', finding?.params ?? {});
  }
  const edits = rule.edits(template, params.data, applyOperation);
  return edits.ok ? applyEdits(template, edits.value) : edits;
}
