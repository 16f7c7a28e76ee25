/** What a file or pasted rows would change of the plan that is open; nothing is done before somebody has seen it. */
import {
  type BroughtIn,
  type Finding,
  lockedProposals,
  type MadeFrom,
  newlyBroken,
  type Operation,
} from '@gangmu/core';
import { type Above, lockOptions } from '../table/table-model.js';

export interface Preview {
  /** null: nothing could be read. */
  brought: BroughtIn | null;
  /** Proposals that the level above does not leave open, with the reason. */
  locked: ReadonlyMap<string, Finding>;
  /** What could not be read, and remarks. */
  findings: readonly Finding[];
  /** What it came from; `version` where it is held against that version. */
  from: { kind: 'rows' | 'file' | 'adaptation' | 'copy'; version: MadeFrom | null };
  /** The file in the place of the plan, where that may be. */
  whole: Operation | null;
}

/** Which of the proposals a level may not take: who says so, and why. */
export const lockedOf = (brought: BroughtIn, { base, ...above }: Above): ReadonlyMap<string, Finding> =>
  lockedProposals(brought, (after) =>
    base === null ? [] : newlyBroken(base, brought.mine, after, lockOptions(above)),
  );
