import { afterEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { UnreadableDesign } from './open-design.js';
import { opening, type Turn } from './opening.js';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
afterEach(() => queries.clear());

/** A page that shows a design, the answers it gets one after another, and what it asked for each time. */
async function page(turn: Turn, answers: (object | null)[]) {
  const asked: boolean[] = [];
  const options = opening('d', 'lease', turn, async (takeOver) => {
    const answer = answers[asked.length] ?? null;
    asked.push(takeOver);
    if (answer === null) throw new Error('no line');
    return answer as UnreadableDesign;
  });
  await new Promise<void>((settled) => {
    new QueryObserver(queries, options).subscribe(({ fetchStatus }) => fetchStatus === 'idle' && settled());
  });
  // What the strip does when the line is back, and its button meanwhile.
  await queries.invalidateQueries();
  await queries.refetchQueries({ type: 'active' });
  return asked;
}

describe('opening a design', () => {
  it('happens once, whatever is fetched again when the line is back', async () => {
    expect(await page({ count: 0, takeOver: false }, [{}, {}])).toEqual([false]);
    expect(await page({ count: 1, takeOver: true }, [{}, {}])).toEqual([true]);
  });

  it('is tried again where it failed, but takes nothing over that nobody asks for any more', async () => {
    expect(await page({ count: 0, takeOver: false }, [null, {}])).toEqual([false, false]);
    expect(await page({ count: 1, takeOver: true }, [null, {}])).toEqual([true, false]);
  });
});
