import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Turns } from './turns.js';

describe('turns', () => {
  it('never lets more be done at once, does everything in order, and gives a turn back when work fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (most, works) => {
          const turns = new Turns(most);
          const begun: number[] = [];
          let [now, peak] = [0, 0];
          const done = await Promise.allSettled(
            works.map((fails, at) =>
              turns.take(async () => {
                begun.push(at);
                now += 1;
                peak = Math.max(peak, now);
                await Promise.resolve();
                now -= 1;
                if (fails) throw new Error('no');
              }),
            ),
          );
          expect(peak).toBeLessThanOrEqual(most);
          expect(begun).toEqual(works.map((_, at) => at));
          expect(done.map(({ status }) => status === 'rejected')).toEqual(works);
          await expect(turns.take(async () => 1)).resolves.toBe(1);
        },
      ),
    );
  });
});
