import { type Fragment, readFragment } from '@gangmu/core';
import { recall, remember } from '../../../platform/browser-memory.js';

const NAME = 'designer.copied';
/** Where the browser keeps nothing, or not as much. */
let here: string | null = null;

/** Keeps what was copied for the menu and the search, which have no clipboard event: in all windows of this browser. */
export function keepCopied(fragment: Fragment): void {
  const text = JSON.stringify(fragment);
  remember(NAME, text);
  here = recall(NAME) === text ? null : text;
}

/** What was copied last, in whatever window; null: nothing. */
export const lastCopied = (): Fragment | null => readFragment(here ?? recall(NAME) ?? '');
