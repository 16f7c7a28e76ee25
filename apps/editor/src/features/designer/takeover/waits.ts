import type { Design } from '@gangmu/contract';

/** What a design that is behind the level above waits for: to take the new version over, or to publish that it did. */
export function waitsFor({ state, above, draft, published }: Design): 'takeover' | 'publishing' | null {
  if (state !== 'pending') return null;
  return (draft ?? published)?.base === above?.hash ? 'publishing' : 'takeover';
}
