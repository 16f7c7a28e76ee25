import type { PlainDate } from '../instants.js';
import type { Problem } from './model.js';
import type { Rule } from './rule.js';

export interface LedgerFigures {
  /** Problems found; those entered by mistake do not count. */
  found: number;
  open: number;
  requested: number;
  closed: number;
  /** Problems not closed whose date has passed. */
  late: number;
  /** Times a closed problem came up again. */
  relapses: number;
  measures: number;
  measuresDone: number;
  /** closed ÷ found, 0 … 1; null when nothing was found. */
  closeOutRate: number | null;
  rulesEstablished: number;
  rulesRevised: number;
  rulesAbolished: number;
}

/** Figures of a ledger on a day (M20, M21). The definitions are here once; screens and reports count the same way. */
export const ledgerFigures = (problems: Iterable<Problem>, rules: Iterable<Rule>, today: PlainDate): LedgerFigures => {
  const counted = [...problems].filter((problem) => problem.status !== 'withdrawn');
  const measures = counted.flatMap((problem) => Object.values(problem.measures)).filter((each) => !each.withdrawn);
  const changes = [...rules].flatMap((rule) => rule.changes);
  const withStatus = (status: Problem['status']): number => counted.filter((each) => each.status === status).length;
  const closed = withStatus('closed');
  return {
    found: counted.length,
    open: withStatus('open'),
    requested: withStatus('requested'),
    closed,
    late: counted.filter((each) => each.status !== 'closed' && each.due !== null && each.due < today).length,
    relapses: counted.reduce((sum, each) => sum + each.relapses, 0),
    measures: measures.length,
    measuresDone: measures.filter((each) => each.doneOn !== undefined).length,
    closeOutRate: counted.length === 0 ? null : closed / counted.length,
    rulesEstablished: changes.filter((each) => each.action === 'established').length,
    rulesRevised: changes.filter((each) => each.action === 'revised').length,
    rulesAbolished: changes.filter((each) => each.action === 'abolished').length,
  };
};
