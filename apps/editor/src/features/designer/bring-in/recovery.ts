/** Unsaved work that this browser kept, put onto the draft as it is by now: whatever was saved since stays. */
import { bringIn, sameMarks, sameValue, type Template } from '@gangmu/core';
import type { Draft } from '../session/draft-port.js';
import type { LocalCopy } from '../session/local-copy.js';
import type { Above } from '../table/table-model.js';
import { lockedOf, type Preview } from './preview.js';

export interface Recovery {
  /** The draft with all of it. */
  draft: Draft;
  /** How many changes that are. */
  count: number;
  /** Nobody has to choose: no place was changed on both sides, and nothing of it is locked by now. */
  clear: boolean;
  preview: Preview;
}

/** The same places of the same template; where nothing is above, nothing is marked. */
const sameDraft = (a: Draft, b: Draft, base: Template | null): boolean =>
  sameValue(a.template, b.template) && (base === null || sameMarks(base, a.template, a.kept, b.kept));

/** Whether what was unsaved was made on this draft, and not on an earlier one. */
export const madeOn = ({ from }: Pick<LocalCopy, 'from'>, now: Draft, base: Template | null): boolean =>
  sameDraft(from, now, base);

/** Marks of both: what the copy set and what it took away, on those that stand now. */
const marksOf = ({ kept, from }: Pick<LocalCopy, 'kept' | 'from'>, now: Draft): string[] => [
  ...now.kept.filter((path) => kept.includes(path) || !from.kept.includes(path)),
  ...kept.filter((path) => !from.kept.includes(path) && !now.kept.includes(path)),
];

/** What recovering a copy means for the draft as it is now; null where all of it is there already. */
export function recoveryOf(
  copy: Pick<LocalCopy, 'template' | 'kept' | 'from'>,
  now: Draft,
  above: Above,
): Recovery | null {
  const kept = marksOf(copy, now);
  const brought = bringIn(now.template, copy.template, {
    base: copy.from.template,
    kept: kept.filter((path) => !now.kept.includes(path)),
  });
  const draft = { template: brought.target, kept };
  if (sameDraft(draft, now, above.base)) return null;
  const locked = lockedOf(brought, above);
  return {
    draft,
    count: brought.proposals.length,
    clear: locked.size === 0 && brought.proposals.every(({ doubt }) => doubt === null),
    preview: { brought, locked, findings: [], from: { kind: 'copy', version: null }, whole: null },
  };
}
