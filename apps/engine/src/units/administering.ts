import type { Reach } from '@gangmu/core';
import type { AccessEvent } from '../access/access-events.js';

/** Who changes units, posts or people, over which units, and when. */
export interface Administering {
  /** null: the machine. */
  person: string | null;
  /** What they administer. */
  reach: Reach;
  now: number;
  /** Today's date, where the offices are. */
  today: string;
}

/** What a change of the tree means for what units are in the middle of. */
export type TreeEffect =
  | {
      type: 'ended';
      unit: string;
      /** The main one first; none: nobody takes over. */
      successors: string[];
      how: 'merged' | 'split' | 'dissolved';
      effective: string;
      reason: string | undefined;
    }
  | { type: 'moved'; unit: string; from: string; to: string; effective: string };

/** A change that was made: what it answers with, what the record of access keeps, and what follows from it. */
export interface Changed<T> {
  value: T;
  record: AccessEvent[];
  effects?: TreeEffect[];
}
