import { commandRule, isLive, refusal } from '../command-rule.js';
import type { CompiledStep } from '../compiled.js';
import type { Decision } from '../decision.js';
import type { Item, RunState } from '../model.js';
import { itemId } from '../open-item.js';
import { own } from '../own.js';
import { reopenStep } from '../reopening.js';
import { endedItem, movedItem, wasLive } from '../succession.js';
import { asEntryId } from './add-register-entry.js';

/**
 * A unit that ended is succeeded by one that has been running itself. Its open items become the successor's with
 * their deadlines; what the successor has done already is not asked again, and what both had open is asked once, by
 * the later deadline.
 */
export const takeOverWork = commandRule({
  type: 'TakeOverWork',
  roles: ['machine'],
  whileHeld: true,
  decide(d, { succession }) {
    const { from, kind, effective, main } = succession;
    if (from.status !== 'handed-over') return refusal('run.succession.not-handed-over', '/succession');
    if (from.campaign !== d.run.campaign || from.id === d.run.id)
      return refusal('run.succession.other-campaign', '/succession');
    if (own(d.run.predecessors ?? {}, from.id)) return refusal('run.succession.repeated', '/succession');
    const { at } = d.context;
    d.emit({ type: 'WorkTakenOver', from: { run: from.id, unit: from.unit }, kind, effective, main, at });
    if (!main) return undefined;
    const entries = takeEntries(d, from);
    for (const item of Object.values(from.items)) {
      const step = d.compiledStep(item.step);
      if (!step || !wasLive(item) || step.completion !== 'hand-in') continue;
      const { occurrences } = step.step;
      const entry =
        occurrences.mode === 'each' ? entries.get(entryKey(occurrences.register, item.occurrence)) : item.occurrence;
      if (entry !== undefined) takeItem(d, step, from, item, itemId(step.id, entry));
    }
    return undefined;
  },
});

const entryKey = (register: string, entry: string): string => `${register}/${entry}`;

/**
 * Leaders and cohorts of the predecessor that still have something open come into the successor's registers, under
 * an id of their own where theirs is taken; somebody who is in both is one. What they did before they need not repeat.
 */
function takeEntries(d: Decision, from: RunState): Map<string, string> {
  const taken = new Map<string, string>();
  for (const item of Object.values(from.items)) {
    const occurrences = d.compiledStep(item.step)?.step.occurrences;
    if (!wasLive(item) || occurrences?.mode !== 'each') continue;
    const key = entryKey(occurrences.register, item.occurrence);
    const entry = own(own(from.registers, occurrences.register)?.entries ?? {}, item.occurrence);
    const mine = own(d.run.registers, occurrences.register);
    if (taken.has(key) || !entry || !mine) continue;
    const same = Object.entries(mine.entries).find(
      ([, each]) => each.withdrawnAt === undefined && each.person !== undefined && each.person === entry.person,
    );
    const free = own(mine.entries, item.occurrence) ? asEntryId(d.context.newId()) : item.occurrence;
    taken.set(key, same?.[0] ?? free);
    if (!same) addEntry(d, from, occurrences.register, item.occurrence, free);
  }
  return taken;
}

function addEntry(d: Decision, from: RunState, register: string, before: string, entry: string): void {
  const known = own(own(from.registers, register)?.entries ?? {}, before);
  if (!known) return;
  const { label, person } = known;
  const { at } = d.context;
  d.emit({ type: 'RegisterEntryAdded', register, entry, label, ...(person === undefined ? {} : { person }), at });
  for (const id of d.compiled.perRegister.get(register) ?? []) {
    const { openedAt, outcome } = d.step(id);
    const item = own(from.items, itemId(id, before));
    d.touchStep(id);
    // Skipped before it began, or cancelled: it asks nothing of a late entry either.
    if (outcome === 'cancelled' || (outcome !== undefined && openedAt === undefined)) continue;
    if (item && !wasLive(item)) {
      begin(d, id);
      d.emit({ type: 'ItemTakenOver', item: endedItem(from, item, itemId(id, entry), entry) });
    } else if (outcome !== undefined) reopenStep(d, id);
  }
}

/** An item stands only in a step that has begun. */
function begin(d: Decision, step: string): void {
  if (d.step(step).openedAt === undefined) d.emit({ type: 'StepOpened', step, at: d.now });
}

function takeItem(d: Decision, step: CompiledStep, from: RunState, item: Item, id: string): void {
  const mine = d.item(id);
  if (mine) return isLive(mine) ? mergeItem(d, step, from, item, mine) : undefined;
  const { openedAt, outcome } = d.step(step.id);
  const { mode } = step.step.occurrences;
  // What has ended asks for nothing more, except where late entries and calls take it up again.
  if (outcome === 'cancelled' || (outcome !== undefined && openedAt === undefined)) return;
  if (outcome !== undefined && mode !== 'each' && mode !== 'on-call') return;
  if (outcome !== undefined) reopenStep(d, step.id);
  begin(d, step.id);
  d.emit({ type: 'ItemTakenOver', item: movedItem(d, step, from, item, id) });
  d.touchStep(step.id);
}

/**
 * Both had it open: it is asked once. What the predecessor handed in goes on in review for both when the successor
 * has handed in nothing yet; else the successor's own stands, by the later of the two deadlines.
 */
function mergeItem(d: Decision, step: CompiledStep, from: RunState, item: Item, mine: Item): void {
  if (item.handedOver?.as === 'submitted' && mine.submittedAt === undefined) {
    const moved = movedItem(d, step, from, item, mine.id);
    const ended = mine.holdings.map((each) => (each.until === undefined ? { ...each, until: d.now } : each));
    const revision = Math.max(mine.revision, item.revision) + 1;
    d.emit({ type: 'ItemTakenOver', item: { ...moved, revision, holdings: [...ended, ...moved.holdings] } });
    d.touchStep(step.id);
  } else if (mine.status !== 'submitted' && mine.due !== null && item.due !== null && item.due > mine.due) {
    const closes = mine.closes === null ? null : Math.max(mine.closes, item.due);
    const { at } = d.context;
    d.emit({ type: 'DeadlineChanged', item: mine.id, due: item.due, closes, reason: 'taken-over', at });
  }
}
