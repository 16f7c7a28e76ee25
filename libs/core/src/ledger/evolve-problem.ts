import type { Measure, Problem, ProblemEvent } from './model.js';

type Applied = Omit<Problem, 'version'>;

const withMeasure = (problem: Applied, id: string, change: (measure: Measure) => Measure): Applied => {
  const measure = problem.measures[id];
  return measure ? { ...problem, measures: { ...problem.measures, [id]: change(measure) } } : problem;
};

const without = <T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> => {
  const { [key]: _, ...rest } = value;
  return rest;
};

const reopened = (problem: Problem, measures: readonly string[]): Applied => ({
  ...without(without(without(problem, 'request'), 'closedAt'), 'closedBy'),
  status: 'open',
  measures: Object.fromEntries(
    Object.entries(problem.measures).map(([id, measure]) => [
      id,
      measures.includes(id) ? without(measure, 'doneOn') : measure,
    ]),
  ),
});

const apply = (problem: Problem, event: ProblemEvent): Applied => {
  switch (event.type) {
    case 'ProblemRecorded':
      return problem;
    case 'ProblemRevised':
      return { ...problem, ...event.changes };
    case 'MeasureAdded':
      return {
        ...problem,
        measures: { ...problem.measures, [event.measure.id]: { ...event.measure, revision: problem.version + 1 } },
      };
    case 'MeasureRevised':
      return withMeasure(problem, event.measure, (measure) => ({ ...measure, ...event.changes }));
    case 'MeasureWithdrawn':
      return withMeasure(problem, event.measure, (measure) => ({ ...measure, withdrawn: true }));
    case 'ProgressReported': {
      const { type: _, ...entry } = event;
      return { ...problem, progress: [...problem.progress, entry] };
    }
    case 'MeasureCompleted':
      return withMeasure(problem, event.measure, (measure) => ({ ...measure, doneOn: event.on }));
    case 'CloseOutRequested': {
      const { type: _, ...request } = event;
      return { ...problem, status: 'requested', request };
    }
    case 'RequestWithdrawn':
      return { ...without(problem, 'request'), status: 'open' };
    case 'RequestReturned':
      return {
        ...reopened(problem, event.measures),
        returns: problem.returns + 1,
        due: event.due ?? problem.due,
      };
    case 'ProblemClosed':
      return { ...problem, status: 'closed', closedAt: event.at, closedBy: event.by };
    case 'ProblemReopened':
      return {
        ...reopened(problem, []),
        due: event.due,
        relapses: problem.relapses + (event.because === 'relapse' ? 1 : 0),
        returns: problem.returns + (event.because === 'relapse' ? 0 : 1),
      };
    case 'RuleLinked':
      return { ...problem, rules: [...problem.rules, event.rule] };
    case 'ProblemWithdrawn':
      return { ...without(problem, 'request'), status: 'withdrawn' };
    case 'ProblemTakenOver':
      return event.measures.reduce<Applied>(
        (after, id) => withMeasure(after, id, (measure) => ({ ...measure, unit: event.to })),
        { ...problem, unit: event.unit },
      );
  }
};

const begun = (event: ProblemEvent): Problem => {
  if (event.type !== 'ProblemRecorded') throw new Error(`a problem begins with ProblemRecorded, not ${event.type}`);
  return {
    ...event.problem,
    status: 'open',
    version: 0,
    revision: 1,
    measures: {},
    progress: [],
    returns: 0,
    relapses: 0,
    rules: [],
  };
};

const sameMeasureDeadline = (was: Measure, is: Measure): boolean =>
  was.due === is.due && was.unit === is.unit && was.doneOn === is.doneOn && was.withdrawn === is.withdrawn;

const sameOwnDeadline = (was: Problem, is: Problem): boolean =>
  was.due === is.due && was.unit === is.unit && was.status === is.status;

/** Reminders are kept by revision: whatever changes what they follow from ends them, and begins others. */
function revised(before: Problem, after: Problem): Problem {
  const { version } = after;
  const measures = Object.entries(after.measures).map(([id, is]): [string, Measure] => {
    const was = before.measures[id];
    return [id, was === undefined || sameMeasureDeadline(was, is) ? is : { ...is, revision: version }];
  });
  return {
    ...after,
    measures: Object.fromEntries(measures),
    revision: sameOwnDeadline(before, after) ? after.revision : version,
  };
}

/** Applies one event to a problem, or to nothing for the first. Throws only for a record no command could have made. */
export const evolveProblem = (problem: Problem | undefined, event: ProblemEvent): Problem => {
  const before = problem ?? begun(event);
  return revised(before, { ...apply(before, event), version: before.version + 1 });
};

/** Folds a problem's events from the first. */
export const foldProblem = (events: readonly ProblemEvent[]): Problem | undefined =>
  events.reduce<Problem | undefined>(evolveProblem, undefined);
