import { type AnswerOf, type BodyInputOf, ledgerRoutes } from '@gangmu/contract';
import type { GrantedPermission } from '@gangmu/core';
import type { WordKey } from '../../words/words.js';

export type ProblemAnswer = AnswerOf<typeof ledgerRoutes.get>;
type Command = BodyInputOf<typeof ledgerRoutes.command>;
type Verification = BodyInputOf<typeof ledgerRoutes.verify>;
/** What was typed: trimmed texts and plain dates; what was left empty is missing. */
export type Typed = Record<string, string | undefined>;

interface Field {
  name: string;
  label: WordKey;
  kind: 'line' | 'text' | 'date' | 'choice';
  required?: boolean;
  options?: readonly { value: string; label: WordKey }[];
}
interface Declared {
  id: string;
  permission: GrantedPermission;
  /** Whether it is offered, as the problem stands; the engine decides in the end. */
  offered: (problem: ProblemAnswer) => boolean;
  fields: readonly Field[];
  danger?: boolean;
}
export type ProblemAction = Declared &
  (
    | { permission: 'ledger:write'; asked: (typed: Typed, problem: ProblemAnswer) => Command }
    | { permission: 'ledger:verify'; asked: (typed: Typed, problem: ProblemAnswer) => Verification }
  );

const note: Field = { name: 'note', label: 'ledger.field.note', kind: 'text', required: true };
const comment: Field = { name: 'comment', label: 'ledger.field.comment', kind: 'text', required: true };
const reason: Field = { name: 'reason', label: 'ledger.field.reason', kind: 'text', required: true };
const due: Field = { name: 'due', label: 'ledger.field.due', kind: 'date' };
const text = (typed: Typed, name: string): string => typed[name] ?? '';

/** What people do with a problem: offered when, asked how. One entry makes the button, its form and its command. */
export const PROBLEM_ACTIONS = [
  {
    id: 'measure',
    permission: 'ledger:write',
    offered: ({ status }) => status === 'open',
    fields: [
      { name: 'text', label: 'ledger.field.measure', kind: 'text', required: true },
      { name: 'person', label: 'ledger.field.person', kind: 'line', required: true },
      due,
    ],
    asked: (typed, { unit }) => ({
      type: 'AddMeasure',
      entry: { text: text(typed, 'text'), person: { name: text(typed, 'person') }, unit, due: typed['due'] ?? null },
    }),
  },
  {
    id: 'progress',
    permission: 'ledger:write',
    offered: ({ status }) => status === 'open',
    fields: [note],
    asked: (typed) => ({ type: 'ReportProgress', note: text(typed, 'note') }),
  },
  {
    id: 'request',
    permission: 'ledger:write',
    offered: ({ status, measureCount, measuresDone, class: kind }) =>
      status === 'open' && measureCount === measuresDone && (measureCount > 0 || kind === 'at-once'),
    fields: [{ name: 'evidence', label: 'ledger.field.evidence', kind: 'text', required: true }],
    asked: (typed) => ({ type: 'RequestCloseOut', evidence: [{ kind: 'note', text: text(typed, 'evidence') }] }),
  },
  {
    id: 'take-back',
    permission: 'ledger:write',
    offered: ({ status }) => status === 'requested',
    fields: [],
    asked: () => ({ type: 'WithdrawRequest' }),
  },
  {
    id: 'verify',
    permission: 'ledger:verify',
    offered: ({ status }) => status === 'requested',
    fields: [{ ...comment, required: false }],
    asked: ({ comment: said }) => ({ type: 'VerifyCloseOut', ...(said === undefined ? {} : { comment: said }) }),
  },
  {
    id: 'return',
    permission: 'ledger:verify',
    offered: ({ status }) => status === 'requested',
    fields: [comment, due],
    asked: (typed) => ({
      type: 'ReturnRequest',
      comment: text(typed, 'comment'),
      ...(typed['due'] === undefined ? {} : { due: typed['due'] }),
    }),
  },
  {
    id: 'reopen',
    permission: 'ledger:verify',
    offered: ({ status }) => status === 'closed',
    fields: [
      {
        name: 'because',
        label: 'ledger.field.because',
        kind: 'choice',
        required: true,
        options: [
          { value: 'relapse', label: 'ledger.because.relapse' },
          { value: 'not-satisfied', label: 'ledger.because.not-satisfied' },
        ],
      },
      comment,
      due,
    ],
    asked: (typed) => ({
      type: 'ReopenProblem',
      because: typed['because'] === 'not-satisfied' ? 'not-satisfied' : 'relapse',
      comment: text(typed, 'comment'),
      due: typed['due'] ?? null,
    }),
  },
  {
    id: 'withdraw',
    permission: 'ledger:write',
    offered: ({ status }) => status === 'open',
    fields: [reason],
    danger: true,
    asked: (typed) => ({ type: 'WithdrawProblem', reason: text(typed, 'reason') }),
  },
] as const satisfies readonly ProblemAction[];

export type ProblemActionId = (typeof PROBLEM_ACTIONS)[number]['id'];

/** What is offered to somebody with these permissions, as the problem stands. */
export const actionsFor = (
  problem: ProblemAnswer,
  permissions: readonly string[],
): (typeof PROBLEM_ACTIONS)[number][] =>
  PROBLEM_ACTIONS.filter(({ permission, offered }) => permissions.includes(permission) && offered(problem));
