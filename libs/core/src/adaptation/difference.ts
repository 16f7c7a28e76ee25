/** The field-level difference between two templates: what an adaptation is stored as. */
import { pointer } from '../findings.js';
import type { Template } from '../template/document.js';
import type { Change, Difference, Pointer } from './model.js';
import { touches } from './place.js';
import { comparable, type Node, partOf, type Shape, same, shapeAt, templateShape, valueAt, within } from './shape.js';

type Changes = Record<Pointer, Change>;

const membersOf = (value: unknown): string[] => (Array.isArray(value) ? [...new Set(value as string[])] : []);

class Differ {
  readonly changes: Changes = {};

  constructor(private readonly kept: ReadonlySet<Pointer>) {}

  /** Whether this place was set on purpose, or something within it. */
  private keptWithin(path: Pointer): boolean {
    for (const one of this.kept) if (within(one, path)) return true;
    return false;
  }

  /** Both sides have something here. `keep`: an element around it was set on purpose. */
  visit(shape: Shape, path: Pointer, base: unknown, mine: unknown, keep: boolean): void {
    const kept = this.kept.size > 0 && (keep || this.kept.has(path));
    if (base === mine || same(shape, base, mine)) {
      // What was set on purpose and equals the base is kept; an empty object has nothing to keep.
      if (kept) this.changes[path] = { op: 'set', value: mine };
      else if (this.kept.size > 0 && this.keptWithin(path)) this.parts(shape, path, base, mine, false);
      return;
    }
    if (comparable(shape, base, mine)) return this.parts(shape, path, base, mine, kept);
    if (shape.kind === 'set' && Array.isArray(base) && Array.isArray(mine)) {
      const [before, after] = [membersOf(base), membersOf(mine)];
      this.changes[path] = {
        op: 'members',
        add: after.filter((member) => !before.includes(member)).toSorted(),
        remove: before.filter((member) => !after.includes(member)).toSorted(),
      };
      return;
    }
    this.changes[path] = { op: 'set', value: mine };
  }

  private parts(shape: Shape, path: Pointer, base: unknown, mine: unknown, kept: boolean): void {
    if (!comparable(shape, base, mine)) return;
    const [before, after] = [base as Node, mine as Node];
    const elements = shape.kind === 'elements';
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const part = partOf(shape, before, key);
      const [old, now] = [before[key], after[key]];
      if (!part || (old === undefined && now === undefined)) continue;
      const place = path + pointer(key);
      if (old === undefined) this.changes[place] = { op: elements ? 'add' : 'set', value: now };
      else if (now === undefined) this.changes[place] = { op: elements ? 'remove' : 'unset' };
      else this.visit(part.shape, place, old, now, kept);
    }
  }
}

/**
 * What `mine` changes of `base`, in normal form: no place lies within another, each change is the smallest that says
 * it. `kept`: places set on purpose; where they equal the base they stay in the difference.
 */
export function differenceOf(base: Template, mine: Template, kept: Iterable<Pointer> = []): Difference {
  const differ = new Differ(new Set(kept));
  differ.visit(templateShape, '', base, mine, false);
  return differ.changes;
}

/** The places of a difference that equal its base: set on purpose, they stand when the base changes. */
export const keptOf = (base: Template, difference: Difference): Pointer[] =>
  Object.keys(difference).filter((path) => {
    const change = difference[path];
    const field = change?.op === 'set' ? shapeAt(base, path) : undefined;
    const stands = valueAt(base, path);
    return change?.op === 'set' && field && stands !== undefined && same(field.shape, stands, change.value);
  });

/** What stays set on purpose when the changes at some places are taken back: the marks that have nothing to do with them. */
export const marksWithout = (base: Template, difference: Difference, gone: readonly Pointer[]): Pointer[] =>
  keptOf(base, difference).filter((path) => !gone.some((one) => touches(one, path)));

/** Whether two lists of marks keep the same of a template. */
export function sameMarks(base: Template, template: Template, a: readonly Pointer[], b: readonly Pointer[]): boolean {
  const [one, other] = [a, b].map((kept) => keptOf(base, differenceOf(base, template, kept)));
  return one?.length === other?.length && (one ?? []).every((path) => other?.includes(path));
}
