import type { Finding } from '../findings.js';
import type { Problem } from './model.js';

/**
 * A repeated problem suggests – never forces – a rule (M12): it came up again after closing, or others name it as the
 * one they repeat. Nothing is suggested once a rule is linked.
 *
 * @param repeatedBy how many problems name this one as the earlier one
 */
export const suggestRule = (problem: Problem, repeatedBy: number): Finding | undefined => {
  const times = problem.relapses + repeatedBy + (problem.repeats === undefined ? 0 : 1);
  if (problem.rules.length > 0 || problem.status === 'withdrawn' || times === 0) return undefined;
  return { code: 'ledger.rule-suggested', severity: 'info', path: '', params: { times: times + 1 } };
};
