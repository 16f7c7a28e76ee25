/** The one list of step kinds. A new kind is one file, one line here and one spec. */
import { approval } from './approval.js';
import { cascade } from './cascade.js';
import { ledger } from './ledger.js';
import { meeting } from './meeting.js';
import { milestone } from './milestone.js';
import { report } from './report.js';
import type { StepKind } from './step-kind.js';
import { study } from './study.js';
import { task } from './task.js';

export const stepKinds: readonly StepKind[] = [task, meeting, study, report, approval, ledger, cascade, milestone];

const byId = new Map(stepKinds.map((kind) => [kind.id, kind]));

/** The kind with this id, or undefined: a template may name one that nobody has. */
export const stepKind = (id: string): StepKind | undefined => byId.get(id);
