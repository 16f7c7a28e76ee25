/** Deriving wakes from a run's state. */
import { rungInstants } from '../deadlines/resolve.js';
import type { Minute } from '../instants.js';
import type { Rung } from '../template/document.js';
import { type CompiledPhase, type CompiledStep, type CompiledTemplate, compiled, compiledStep } from './compiled.js';
import { closingOf } from './closing.js';
import { isLive } from './command-rule.js';
import type { Item, RunState } from './model.js';
import { nextPeriod } from './occurrences.js';
import { lastEnded } from './last-ended.js';
import { own } from './own.js';
import { shareEnded } from './phase-share.js';
import { remembered } from './remembered.js';
import { anchorMinute, boundMinute, type Dating, datingOf } from './run-dates.js';
import type { Wake } from './wakes.js';

/**
 * Everything a run needs to be woken for: the rungs of its items, its next opening, its close. A held run waits for
 * its close only, one that is over for nothing.
 */
export function wakesOf(run: RunState, dating: Dating): Wake[] {
  const wakes = wakesOfRun(run, dating);
  for (const item of Object.values(run.items)) wakes.push(...wakesOfItem(run, item, dating));
  return wakes;
}

/** The run's own wakes: at most one opening – the next; carrying it out shows the one after – and the close. */
export function wakesOfRun(run: RunState, dating: Dating): Wake[] {
  if (run.status !== 'running' && run.status !== 'held') return [];
  const wakes: Wake[] = [{ kind: 'close', at: closingOf(run) }];
  const opening = run.status === 'running' ? nextOpening(run, dating) : undefined;
  if (opening !== undefined && opening < run.end) wakes.push({ kind: 'opening', at: opening });
  return wakes;
}

const instants = remembered((ladder: Record<string, Rung>, limit: Minute, { calendar, template }: Dating) =>
  rungInstants(ladder, limit, calendar, template.timeZone),
);

/**
 * Rungs of an item for whoever holds it now. The unit's follow the step's ladder and its deadline; a reviewer's, their
 * review's ladder and their own limit. Rungs before the present revision or holding began do not exist.
 */
export function wakesOfItem(run: RunState, item: Item, dating: Dating): Wake[] {
  if (run.status !== 'running' || !isLive(item)) return [];
  const step = compiledStep(compiled(dating.template), item.step);
  const holding = item.holdings.at(-1);
  if (!step || !holding || holding.limit === null || holding.until !== undefined) return [];
  const inReview = item.status === 'submitted';
  const ladder = inReview ? step.reviews.find(({ id }) => id === item.review)?.review.ladder : step.ladder;
  if (!ladder) return [];
  const since = Math.max(item.revisedAt, holding.from);
  const wakes: Wake[] = [];
  for (const { rung, repetition, at } of instants(
    ladder,
    holding.limit,
    inReview ? dating : datingOf(dating, step.step),
  )) {
    if (at <= since) continue;
    const { effect, to } = ladder[rung] ?? {};
    wakes.push({
      kind: 'rung',
      at,
      item: item.id,
      revision: item.revision,
      // A reviewer's rungs have names of their own: the same revision may have been with the unit before.
      rung: inReview ? `${item.review}/${rung}` : rung,
      repetition,
      ...(effect ? { effect } : {}),
      ...(to ? { to } : {}),
    });
  }
  return wakes;
}

/**
 * The earliest minute at which time alone opens something. What still waits for something else is left out: that
 * command looks at the dates itself.
 */
export function nextOpening(run: RunState, dating: Dating): Minute | undefined {
  const template = compiled(dating.template);
  let next: Minute | undefined;
  for (const node of template.nodes) {
    const at =
      node.node === 'step'
        ? stepOpening(run, node, dating)
        : node.node === 'phase-opening'
          ? phaseOpening(run, template, node, dating)
          : undefined;
    if (at !== undefined && (next === undefined || at < next)) next = at;
  }
  return next;
}

/** Only what nothing but its date keeps closed. */
function phaseOpening(
  run: RunState,
  template: CompiledTemplate,
  node: CompiledPhase,
  dating: Dating,
): Minute | undefined {
  const state = own(run.phases, node.id);
  if (state?.openedAt !== undefined || state?.endedAt !== undefined) return undefined;
  const at = node.notBefore ? boundMinute(run, node.notBefore, dating) : run.start;
  return at === undefined || shareEnded(run, template, node) === undefined ? undefined : Math.max(at, run.start);
}

function stepOpening(
  run: RunState,
  { id, step, completion, notBefore, incoming, localsBefore }: CompiledStep,
  dating: Dating,
): Minute | undefined {
  const state = own(run.steps, id);
  if (state?.outcome !== undefined) return undefined;
  const { occurrences } = step;
  // What nobody is asked for comes up once, whatever its occurrences: no period of it opens.
  if (state?.openedAt !== undefined)
    return occurrences.mode === 'every' && completion === 'hand-in'
      ? nextPeriod(run, id, occurrences, state.openedAt, dating)
      : undefined;
  if (!notBefore || own(run.phases, step.phase)?.openedAt === undefined) return undefined;
  if ((incoming.length > 0 && !state?.joined) || lastEnded(run, localsBefore) === undefined) return undefined;
  if (step.when !== undefined && state?.condition === undefined) return undefined;
  if (occurrences.mode === 'every' && anchorMinute(run, occurrences.start, dating) === undefined) return undefined;
  return boundMinute(run, notBefore, datingOf(dating, step));
}
