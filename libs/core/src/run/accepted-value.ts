/** Values that conditions may read: `item.<step>.<evidence>` and `item.<step>.<evidence>.<part>` of a head-count. */
import type { ConditionValue } from '../template/conditions.js';
import type { Item, RunState } from './model.js';
import { own } from './own.js';

/** Accepted here, or by a unit this one succeeded. */
const isAccepted = (item: Item): boolean => item.status === 'done' || item.status === 'inherited';

/** The accepted item of a step; of several the one accepted last. */
function acceptedItem(run: RunState, step: string): Item | undefined {
  const single = own(run.items, step);
  if (single) return isAccepted(single) ? single : undefined;
  let last: Item | undefined;
  for (const item of Object.values(run.items))
    if (item.step === step && isAccepted(item) && (!last || (item.endedAt ?? 0) >= (last.endedAt ?? 0))) last = item;
  return last;
}

/** The value at a path, undefined when nothing was accepted there. Tables and lists of rows are no single value. */
export function acceptedValue(run: RunState, path: string): ConditionValue | undefined {
  const [root, step, evidence, part] = path.split('.');
  if (root !== 'item' || step === undefined || evidence === undefined) return undefined;
  const value = own(acceptedItem(run, step)?.values ?? {}, evidence);
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value : undefined;
  return value && part !== undefined ? own(value as Record<string, number | undefined>, part) : undefined;
}
