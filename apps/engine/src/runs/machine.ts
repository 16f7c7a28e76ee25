import type { Actor } from '@gangmu/core';

/** Who acts where time or the engine itself does, in the record too. */
export const MACHINE: Actor = { person: 'gangmu', role: 'machine' };
