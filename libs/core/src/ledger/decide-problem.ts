import { accept, refuse, type Result } from '../findings.js';
import type { LedgerContext, Measure, Named, Problem, ProblemCommand, ProblemEvent } from './model.js';

type Decided = Result<ProblemEvent[]>;
type Command<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

const live = (problem: Problem): Measure[] => Object.values(problem.measures).filter((each) => !each.withdrawn);

/** Whether the acting person is the one named, by account or – where there is none – by name. */
const isActing = (named: Named, context: LedgerContext): boolean =>
  named.person === undefined
    ? named.name !== null && context.name !== undefined && named.name.trim() === context.name.trim()
    : named.person === context.person;

/** Close-out is verified by somebody who neither asked for it nor answers for the problem or one of its measures. */
const mayVerify = (problem: Problem, context: LedgerContext): Decided | undefined => {
  if (problem.request?.by === context.person) return refuse('ledger.verifier-requested');
  const responsible = [problem.leader, ...live(problem).map((measure) => measure.person)];
  if (responsible.some((named) => isActing(named, context))) return refuse('ledger.verifier-responsible');
  return undefined;
};

const openMeasure = (problem: Problem, id: string): Result<Measure> => {
  const measure = Object.hasOwn(problem.measures, id) ? problem.measures[id] : undefined;
  if (!measure || measure.withdrawn) return refuse('ledger.measure-unknown', '/measure', { measure: id });
  return accept(measure);
};

const dueTrouble = (kind: Problem['class'], foundOn: string, due: string | null, path: string): Decided | undefined => {
  if (due === null) return kind === 'at-once' ? undefined : refuse('ledger.due-required', path);
  return due < foundOn ? refuse('ledger.due-before-found', path, { due, foundOn }) : undefined;
};

const record = (command: Command<'RecordProblem'>, context: LedgerContext): Decided => {
  const { entry, problem, campaign, unit } = command;
  if (entry.foundOn > context.today)
    return refuse('ledger.found-in-future', '/entry/foundOn', { foundOn: entry.foundOn });
  if (entry.repeats === problem) return refuse('ledger.repeats-itself', '/entry/repeats');
  return (
    dueTrouble(entry.class, entry.foundOn, entry.due, '/entry/due') ??
    accept([{ type: 'ProblemRecorded', problem: { ...entry, id: problem, campaign, unit } }])
  );
};

const revise = (problem: Problem, command: Command<'ReviseProblem'>): Decided => {
  const { changes, reason } = command;
  if (Object.keys(changes).length === 0) return refuse('ledger.nothing-changed', '/changes');
  const after = { ...problem, ...changes };
  return (
    dueTrouble(after.class, after.foundOn, after.due, '/changes/due') ??
    accept([{ type: 'ProblemRevised', changes, reason }])
  );
};

const addMeasure = (problem: Problem, command: Command<'AddMeasure'>, context: LedgerContext): Decided => {
  const id = command.measure ?? context.newId();
  if (Object.hasOwn(problem.measures, id)) return refuse('ledger.measure-exists', '/measure', { measure: id });
  const { due } = command.entry;
  if (due !== null && due < problem.foundOn)
    return refuse('ledger.due-before-found', '/entry/due', { due, foundOn: problem.foundOn });
  return accept([{ type: 'MeasureAdded', measure: { ...command.entry, id } }]);
};

const reviseMeasure = (problem: Problem, command: Command<'ReviseMeasure'>): Decided => {
  const { measure, changes, reason } = command;
  const found = openMeasure(problem, measure);
  if (!found.ok) return found;
  if (Object.keys(changes).length === 0) return refuse('ledger.nothing-changed', '/changes');
  if (changes.due && changes.due < problem.foundOn)
    return refuse('ledger.due-before-found', '/changes/due', { due: changes.due, foundOn: problem.foundOn });
  return accept([{ type: 'MeasureRevised', measure, changes, reason }]);
};

const report = (problem: Problem, command: Command<'ReportProgress'>, context: LedgerContext): Decided => {
  const { measure, note } = command;
  if (measure !== undefined) {
    const found = openMeasure(problem, measure);
    if (!found.ok) return found;
  }
  const where = measure === undefined ? {} : { measure };
  return accept([{ type: 'ProgressReported', ...where, note, at: context.at, by: context.person }]);
};

const complete = (problem: Problem, command: Command<'CompleteMeasure'>, context: LedgerContext): Decided => {
  const { measure, note } = command;
  const found = openMeasure(problem, measure);
  if (!found.ok) return found;
  if (found.value.doneOn !== undefined) return refuse('ledger.measure-done', '/measure', { measure });
  const events: ProblemEvent[] = [{ type: 'MeasureCompleted', measure, on: context.today }];
  if (note !== undefined)
    events.unshift({ type: 'ProgressReported', measure, note, at: context.at, by: context.person });
  return accept(events);
};

const request = (problem: Problem, command: Command<'RequestCloseOut'>, context: LedgerContext): Decided => {
  if (command.evidence.length === 0) return refuse('ledger.evidence-required', '/evidence');
  const measures = live(problem);
  if (measures.length === 0 && problem.class !== 'at-once') return refuse('ledger.measures-required');
  const undone = measures.filter((measure) => measure.doneOn === undefined).map((measure) => measure.id);
  if (undone.length > 0) return refuse('ledger.measures-undone', '', { count: undone.length, measures: undone });
  const { evidence, note } = command;
  const words = note === undefined ? {} : { note };
  return accept([{ type: 'CloseOutRequested', evidence, ...words, at: context.at, by: context.person }]);
};

const returned = (problem: Problem, command: Command<'ReturnRequest'>, context: LedgerContext): Decided => {
  const { comment, due, measures = [] } = command;
  if (comment.trim() === '') return refuse('ledger.comment-required', '/comment');
  for (const measure of measures) {
    const found = openMeasure(problem, measure);
    if (!found.ok) return found;
  }
  if (due !== undefined && due < context.today) return refuse('ledger.due-in-past', '/due', { due });
  const later = due === undefined ? {} : { due };
  return (
    mayVerify(problem, context) ??
    accept([{ type: 'RequestReturned', comment, ...later, measures, by: context.person }])
  );
};

const verify = (problem: Problem, command: Command<'VerifyCloseOut'>, context: LedgerContext): Decided => {
  const words = command.comment === undefined ? {} : { comment: command.comment };
  return (
    mayVerify(problem, context) ?? accept([{ type: 'ProblemClosed', ...words, at: context.at, by: context.person }])
  );
};

const reopen = (problem: Problem, command: Command<'ReopenProblem'>, context: LedgerContext): Decided => {
  const { because, comment, due, link } = command;
  if (comment.trim() === '') return refuse('ledger.comment-required', '/comment');
  if (link === problem.id) return refuse('ledger.repeats-itself', '/link');
  if (due === null && problem.class !== 'at-once') return refuse('ledger.due-required', '/due');
  if (due !== null && due < context.today) return refuse('ledger.due-in-past', '/due', { due });
  const back = link === undefined ? {} : { link };
  return accept([{ type: 'ProblemReopened', because, comment, due, ...back, by: context.person }]);
};

const takeOver = (problem: Problem, command: Command<'TakeOverProblem'>): Decided => {
  const { from, to, effective } = command;
  const measures = live(problem).flatMap((measure) => (measure.unit === from ? [measure.id] : []));
  const unit = problem.unit === from ? to : problem.unit;
  if (from === to || (unit === problem.unit && measures.length === 0)) return refuse('ledger.nothing-changed', '/from');
  return accept([{ type: 'ProblemTakenOver', from, to, unit, measures, effective }]);
};

/** In which states a command may be given at all; everything else is refused with the state it is in. */
const during: Record<Exclude<ProblemCommand['type'], 'RecordProblem'>, readonly Problem['status'][]> = {
  ReviseProblem: ['open'],
  AddMeasure: ['open'],
  ReviseMeasure: ['open'],
  WithdrawMeasure: ['open'],
  ReportProgress: ['open', 'requested'],
  CompleteMeasure: ['open'],
  RequestCloseOut: ['open'],
  WithdrawRequest: ['requested'],
  ReturnRequest: ['requested'],
  VerifyCloseOut: ['requested'],
  ReopenProblem: ['closed'],
  LinkRule: ['open', 'requested', 'closed'],
  WithdrawProblem: ['open'],
  TakeOverProblem: ['open', 'requested', 'closed'],
};

/**
 * Decides a command on a problem. Answers with the events to record, or with a refusal whose code has words in both
 * languages. Pure: the same problem, command and context give the same answer.
 */
export const decideProblem = (
  problem: Problem | undefined,
  command: ProblemCommand,
  context: LedgerContext,
): Decided => {
  if (command.type === 'RecordProblem')
    return problem ? refuse('ledger.problem-exists', '/problem') : record(command, context);
  if (!problem) return refuse('ledger.problem-unknown');
  if (!during[command.type].includes(problem.status))
    return refuse('ledger.not-now', '', { command: command.type, status: problem.status });
  switch (command.type) {
    case 'ReviseProblem':
      return revise(problem, command);
    case 'AddMeasure':
      return addMeasure(problem, command, context);
    case 'ReviseMeasure':
      return reviseMeasure(problem, command);
    case 'WithdrawMeasure': {
      const found = openMeasure(problem, command.measure);
      return found.ok
        ? accept([{ type: 'MeasureWithdrawn', measure: command.measure, reason: command.reason }])
        : found;
    }
    case 'ReportProgress':
      return report(problem, command, context);
    case 'CompleteMeasure':
      return complete(problem, command, context);
    case 'RequestCloseOut':
      return request(problem, command, context);
    case 'WithdrawRequest':
      return problem.request?.by === context.person
        ? accept([{ type: 'RequestWithdrawn' }])
        : refuse('ledger.not-yours');
    case 'ReturnRequest':
      return returned(problem, command, context);
    case 'VerifyCloseOut':
      return verify(problem, command, context);
    case 'ReopenProblem':
      return reopen(problem, command, context);
    case 'LinkRule':
      return problem.rules.includes(command.rule)
        ? refuse('ledger.rule-linked', '/rule', { rule: command.rule })
        : accept([{ type: 'RuleLinked', rule: command.rule }]);
    case 'WithdrawProblem':
      return accept([{ type: 'ProblemWithdrawn', reason: command.reason }]);
    case 'TakeOverProblem':
      return takeOver(problem, command);
  }
};
