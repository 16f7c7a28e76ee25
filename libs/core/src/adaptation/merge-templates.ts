/**
 * The three-way merge of data, before anything is asked about locks and rules: by id and by field, sets as sets.
 * Laws (see the spec): merge(b, b, m) = m, merge(b, n, b) = n, merge(b, n, n) = n, and the same both ways round where
 * nothing clashes.
 */
import { pointer } from '../findings.js';
import type { Template } from '../template/document.js';
import type { ConflictClass, Pointer } from './model.js';
import { comparable, isNode, type Node, partOf, type Shape, same, templateShape, within } from './shape.js';

/** Two sides that do not go together; undefined where there is nothing. */
export interface Clash {
  class: Extract<ConflictClass, 'both-edited' | 'edited-removed' | 'same-id'>;
  path: Pointer;
  base: unknown;
  theirs: unknown;
  mine: unknown;
}

export interface DataMerge {
  /** Where the two sides clash it stands as theirs. */
  template: Template;
  clashes: Clash[];
}

/** Where a box stands on the canvas is no question to put to anybody: one's own move holds. */
const MEANINGLESS = '/layout';

const mergedSet = (base: readonly unknown[], theirs: readonly unknown[], mine: readonly unknown[]): unknown[] => [
  ...theirs.filter((member) => mine.includes(member) || !base.includes(member)),
  ...mine.filter((member) => !theirs.includes(member) && !base.includes(member)),
];

class Merger {
  readonly clashes: Clash[] = [];

  constructor(private readonly kept: readonly Pointer[]) {}

  /** Whether something here was set on purpose although it equals the base. */
  private keeps = (path: Pointer): boolean => this.kept.some((one) => within(one, path) || within(path, one));

  private clash(name: Clash['class'], path: Pointer, base: unknown, theirs: unknown, mine: unknown): unknown {
    if (within(path, MEANINGLESS)) return mine === undefined ? undefined : mine;
    this.clashes.push({ class: name, path, base, theirs, mine });
    return theirs;
  }

  /** `element`: whether this place is an entry of a map. */
  merge(shape: Shape, path: Pointer, base: unknown, theirs: unknown, mine: unknown, element: boolean): unknown {
    if (theirs === mine || same(shape, theirs, mine)) return theirs;
    const untouched = base === mine || same(shape, base, mine);
    const keeps = untouched && this.kept.length > 0 && this.keeps(path);
    if (untouched && !keeps) return theirs;
    if (base === theirs || same(shape, base, theirs)) return mine;
    if (theirs === undefined || mine === undefined) return this.clash('edited-removed', path, base, theirs, mine);
    if (element && base === undefined) return this.clash('same-id', path, base, theirs, mine);
    if (shape.kind === 'set' && Array.isArray(theirs) && Array.isArray(mine) && !keeps)
      return mergedSet(Array.isArray(base) ? base : [], theirs, mine);
    // A map or an object that both sides brought is put together part by part, as if it had been there empty.
    const from = base === undefined && shape.kind !== 'variant' ? {} : base;
    if (comparable(shape, theirs, mine) && comparable(shape, theirs, from))
      return this.parts(shape, path, from as Node, theirs as Node, mine as Node);
    return this.clash('both-edited', path, base, theirs, mine);
  }

  private parts(shape: Shape, path: Pointer, base: Node, theirs: Node, mine: Node): Node {
    const merged: Record<string, unknown> = {};
    const elements = shape.kind === 'elements';
    let [asTheirs, asMine] = [true, true];
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
      const part = partOf(shape, theirs, key);
      const value = part
        ? this.merge(part.shape, path + pointer(key), base[key], theirs[key], mine[key], elements)
        : theirs[key];
      if (value !== undefined) merged[key] = value;
      asTheirs &&= value === theirs[key];
      asMine &&= value === mine[key];
    }
    return asTheirs ? theirs : asMine ? mine : merged;
  }
}

/**
 * Merges what two sides made of one base. `kept`: places of mine that were set on purpose although they equal the base;
 * when theirs changes them, that is a clash.
 */
export function mergeTemplates(
  base: Template,
  theirs: Template,
  mine: Template,
  kept: readonly Pointer[] = [],
): DataMerge {
  const merger = new Merger(kept);
  const template = merger.merge(templateShape, '', base, theirs, mine, false);
  if (!isNode(template)) throw new TypeError('a template is an object');
  return { template: template as unknown as Template, clashes: merger.clashes };
}
