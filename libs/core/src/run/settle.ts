/**
 * What follows by itself. After a command's own events, every node the command affected is looked at in an order in
 * which all dependencies point forward; what changes there marks what depends on it. One pass is enough for an acyclic
 * template; its end is a state in which nothing more follows until another command, time included.
 */
import { evaluateCondition, unitLookup } from '../template/conditions.js';
import type { CompiledPhase, CompiledStep } from './compiled.js';
import { acceptedValue } from './accepted-value.js';
import type { Decision } from './decision.js';
import { cascadeNeed } from './cascade.js';
import { joined, type Joined } from './join.js';
import { lastEnded } from './last-ended.js';
import type { Item, Outcome } from './model.js';
import { allOpened, openOccurrences, periodEndOf } from './occurrences.js';
import { recomputeDeadlines } from './open-item.js';
import { own } from './own.js';
import { shareEnded } from './phase-share.js';
import { anchorMinute, boundMinute, datingOf } from './run-dates.js';

/** Brings the run to rest. A held run rests as it is. */
export function settle(d: Decision): void {
  if (d.run.status !== 'running') return;
  const { nodes, dependents } = d.compiled;
  // Bounded for templates with a cycle, which would otherwise never rest.
  for (let pass = 0, from = 0; pass <= nodes.length; ) {
    const at = d.takeNext(from);
    if (at < 0) {
      if (from === 0) break;
      from = 0;
      pass += 1;
      continue;
    }
    from = at;
    const node = nodes[at];
    if (!node) continue;
    const before = d.events.length;
    if (node.node === 'step') settleStep(d, node);
    else if (node.node === 'phase-opening') openPhase(d, node);
    else endPhase(d, node);
    if (d.events.length > before) for (const next of dependents[at] ?? []) d.touch(next);
  }
  endRun(d);
}

function endStep(d: Decision, step: CompiledStep, outcome: Outcome, shortfall?: { asked: number; live: number }): void {
  d.emit({ type: 'StepEnded', step: step.id, outcome, at: d.effective, ...(shortfall ? { shortfall } : {}) });
}

function settleStep(d: Decision, step: CompiledStep): void {
  const state = d.step(step.id);
  if (state.outcome !== undefined) return;
  if (state.openedAt === undefined && !begin(d, step)) return;
  openOccurrences(d, step);
  recomputeDeadlines(d, step, (item) => periodEndOf(d, step, item));
  complete(d, step);
}

/** Begins a step when everything lets it; answers whether it has. */
function begin(d: Decision, step: CompiledStep): boolean {
  const condition = decideCondition(d, step);
  if (condition === undefined) return false;
  const { occurrences } = step.step;
  const without = occurrences.mode === 'each' && !own(d.run.registers, occurrences.register);
  if (!condition || without) {
    endStep(d, step, 'skipped');
    return false;
  }
  const state = d.step(step.id);
  const join: Joined = state.joined ? { as: 'fired' } : joined(d, step);
  if (join.as === 'skipped') {
    endStep(d, step, 'skipped', join.shortfall);
    return false;
  }
  if (join.as === 'waiting') return false;
  const shortfall = join.shortfall ? { shortfall: join.shortfall } : {};
  if (!mayOpen(d, step)) {
    // A join fires once and stays fired, even if what fired it is returned before the phase or the date comes.
    if (!state.joined && step.incoming.length > 0) d.emit({ type: 'StepJoined', step: step.id, ...shortfall });
    return false;
  }
  d.emit({ type: 'StepOpened', step: step.id, at: d.now, ...shortfall });
  return true;
}

/** True, false, or undefined while a step that the condition reads has not ended. */
function decideCondition(d: Decision, step: CompiledStep): boolean | undefined {
  const { when } = step.step;
  const decided = d.step(step.id).condition;
  if (when === undefined || decided !== undefined) return decided ?? true;
  if (step.reads?.some((id) => d.step(id).outcome === undefined)) return undefined;
  const unit = unitLookup(d.context.unit);
  const value = evaluateCondition(when, (path) => unit(path) ?? acceptedValue(d.run, path));
  d.emit({ type: 'ConditionDecided', step: step.id, value });
  return value;
}

/** After the campaign's end nothing is opened by a date: the run is only waited for. */
function mayOpen(d: Decision, step: CompiledStep): boolean {
  if (own(d.run.phases, step.step.phase)?.openedAt === undefined) return false;
  if (lastEnded(d.run, step.localsBefore) === undefined) return false;
  if (step.notBefore) {
    const earliest = boundMinute(d.run, step.notBefore, datingOf(d.context, step.step));
    if (earliest === undefined || earliest > Math.min(d.now, d.run.end)) return false;
  }
  const { occurrences } = step.step;
  return occurrences.mode !== 'every' || anchorMinute(d.run, occurrences.start, d.context) !== undefined;
}

const ended = (item: Item): boolean =>
  item.status === 'done' ||
  item.status === 'inherited' ||
  item.status === 'waived' ||
  item.status === 'skipped' ||
  item.status === 'cancelled';

/** The best of its items is the step's outcome; without any it had nothing to ask for. */
function outcomeOf(items: Item[]): Outcome {
  const is = (status: Item['status']): boolean => items.some((item) => item.status === status);
  if (is('inherited')) return 'done';
  for (const outcome of ['done', 'waived', 'cancelled'] as const) if (is(outcome)) return outcome;
  return 'skipped';
}

function complete(d: Decision, step: CompiledStep): void {
  if (step.completion === 'reached') return endStep(d, step, 'done');
  if (step.completion === 'cascade') completeCascade(d, step);
  const items = d.itemsOf(step);
  if (!items.every(ended) || !allOpened(d, step)) return;
  // An on-call step that was never called has kept nobody waiting and skips nothing.
  const quiet = items.length === 0 && step.step.occurrences.mode === 'on-call';
  if (step.completion !== 'cascade') endStep(d, step, quiet ? 'done' : outcomeOf(items));
  else endStep(d, step, outcomeOf(items), cascadeNeed(d, step)?.shortfall);
}

/** The machine ends a cascade's item when enough subordinate runs got there; none live skips it. */
function completeCascade(d: Decision, step: CompiledStep): void {
  const need = cascadeNeed(d, step);
  const item = d.item(step.id);
  if (!need?.met || !item || ended(item)) return;
  const outcome = need.live === 0 ? 'skipped' : 'done';
  d.emit({ type: 'ItemEnded', item: item.id, outcome, at: d.context.at });
}

function openPhase(d: Decision, node: CompiledPhase): void {
  const state = own(d.run.phases, node.id);
  if (state?.openedAt !== undefined || state?.endedAt !== undefined) return;
  let at = d.run.start;
  if (node.notBefore) {
    const notBefore = boundMinute(d.run, node.notBefore, d.context);
    if (notBefore === undefined) return;
    at = Math.max(at, notBefore);
  }
  if (at > Math.min(d.now, d.run.end)) return;
  const reached = shareEnded(d.run, d.compiled, node);
  if (reached === undefined) return;
  at = Math.max(at, reached);
  d.emit({ type: 'PhaseOpened', phase: node.id, at: Math.min(at, d.now) });
}

function endPhase(d: Decision, node: CompiledPhase): void {
  const state = own(d.run.phases, node.id);
  if (state?.endedAt !== undefined || !node.steps.every((id) => d.step(id).outcome !== undefined)) return;
  // A phase none of whose steps applies ends without ever opening; an empty one has to open first, and one with nothing
  // but local steps beside it is as empty for what follows.
  if (state?.openedAt !== undefined || node.counted.length > 0)
    d.emit({ type: 'PhaseEnded', phase: node.id, at: d.effective });
}

function endRun(d: Decision): void {
  for (const phase of d.compiled.phaseEnd.keys()) if (own(d.run.phases, phase)?.endedAt === undefined) return;
  d.emit({ type: 'RunEnded', at: d.context.at });
}
