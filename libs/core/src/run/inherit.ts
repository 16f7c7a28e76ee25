/**
 * A run that begins where another ended: its unit takes over from one that was merged into it, split or dissolved, or
 * takes part again after its own run was cancelled. What the other did is not asked again; what it had open is asked of
 * the main successor, or anew where it was cancelled.
 */
import type { Refusal } from '../findings.js';
import { refusal } from './command-rule.js';
import type { CompiledStep } from './compiled.js';
import type { Decision } from './decision.js';
import type { Item, PhaseState, RegisterState, RunState, StepState, Succession } from './model.js';
import { itemId, openItem } from './open-item.js';
import { own } from './own.js';
import { endedItem, movedItem, wasLive } from './succession.js';

/** Emits what the new run inherits, right after its start; or says why it cannot. */
export function inherit(d: Decision, { from, kind, effective, main }: Succession): Refusal | undefined {
  if (from.status !== 'handed-over' && !isResumed({ kind, from }))
    return refusal('run.succession.not-handed-over', '/succeeding');
  if (from.campaign !== d.run.campaign) return refusal('run.succession.other-campaign', '/succeeding');
  const steps: Record<string, StepState> = {};
  const items: Record<string, Item> = {};
  for (const node of d.compiled.nodes) {
    if (node.node !== 'step') continue;
    const state = inheritedState(d, node, from, main);
    if (!state) continue;
    steps[node.id] = state;
    for (const item of Object.values(from.items)) {
      if (item.step !== node.id || (!main && node.step.occurrences.mode === 'each')) continue;
      if (wasCutOff(from, item)) continue;
      if (!wasLive(item)) items[item.id] = endedItem(from, item);
      else if (main) items[item.id] = movedItem(d, node, from, item);
    }
  }
  d.emit({
    type: 'WorkTakenOver',
    from: { run: from.id, unit: from.unit },
    kind,
    effective,
    main,
    at: d.context.at,
    phases: openedPhases(d, from),
    steps,
    registers: main ? sharedRegisters(d, from) : {},
    items,
  });
  if (!main || isResumed({ kind, from })) openCalled(d, from);
  return undefined;
}

/** Whether it is the unit's own run that was cancelled, and not one that handed over. */
const isResumed = ({ kind, from }: Pick<Succession, 'kind' | 'from'>): boolean =>
  kind === 'resumed' && from.status === 'cancelled';

/** Whether an item was open when its run was cancelled, and ended with it. */
const wasCutOff = (from: RunState, item: Item): boolean =>
  from.status === 'cancelled' && item.status === 'cancelled' && item.endedAt === from.endedAt;

/** How a step stands for the successor; undefined where it begins anew, or is not asked of it. */
function inheritedState(d: Decision, step: CompiledStep, from: RunState, main: boolean): StepState | undefined {
  const state = own(from.steps, step.id);
  if (!state || own(d.run.steps, step.id)?.outcome !== undefined) return undefined;
  const { affected: _, cascade: __, outcome, endedAt, ...begun } = state;
  const { occurrences } = step.step;
  const missing = occurrences.mode === 'each' && !own(d.run.registers, occurrences.register);
  if (missing || outcome === 'skipped') return undefined;
  if (outcome !== undefined) return { ...begun, outcome, endedAt };
  // A deadline moved by order holds for the other successors' own items as well, and for what is asked anew.
  const open =
    (main && from.status === 'handed-over') || occurrences.mode !== 'once' ? undefined : own(from.items, step.id);
  return open?.steered && open.due !== null ? { ...begun, due: open.due } : begun;
}

function openedPhases(d: Decision, from: RunState): Record<string, PhaseState> {
  const phases: Record<string, PhaseState> = {};
  for (const phase of d.compiled.phaseOpening.keys()) {
    const openedAt = own(from.phases, phase)?.openedAt;
    if (openedAt !== undefined) phases[phase] = { openedAt };
  }
  return phases;
}

function sharedRegisters(d: Decision, from: RunState): Record<string, RegisterState> {
  const registers: Record<string, RegisterState> = {};
  for (const id of Object.keys(d.run.registers)) {
    const register = own(from.registers, id);
    if (register) registers[id] = register;
  }
  return registers;
}

/** What was called for and is still open: nothing but a call would open it for the other successors, or anew. */
function openCalled(d: Decision, from: RunState): void {
  for (const item of Object.values(from.items)) {
    const step = d.compiledStep(item.step);
    if (!step || step.step.occurrences.mode !== 'on-call' || !(wasLive(item) || wasCutOff(from, item))) continue;
    if (d.step(step.id).openedAt !== undefined && !d.item(itemId(step.id, item.occurrence)))
      openItem(d, step, item.occurrence, item.label);
  }
}
