import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { watchServer } from './watch-server.js';

describe('watching over a server', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const watched = (restart: () => Promise<void>) => {
    const seen = { told: [] as string[], failed: [] as unknown[], runs: true, now: 0 };
    const watch = watchServer(
      {
        runs: () => seen.runs,
        restart,
        told: (text) => seen.told.push(text),
        failed: (error) => seen.failed.push(error),
        log: '/data/log',
      },
      () => seen.now,
    );
    return { seen, watch };
  };

  it('leaves one that runs alone', async () => {
    const { seen, watch } = watched(() => Promise.reject(new Error('asked for')));
    await jest.advanceTimersByTimeAsync(5000);
    await watch.end();
    expect(seen).toMatchObject({ told: [], failed: [] });
  });

  it('starts one that has ended, once at a time', async () => {
    let starts = 0;
    const { seen, watch } = watched(async () => {
      starts += 1;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      seen.runs = true;
    });
    seen.runs = false;
    await jest.advanceTimersByTimeAsync(5000);
    expect(starts).toBe(1);
    expect(seen.told).toHaveLength(2);
    await watch.end();
    seen.runs = false;
    await jest.advanceTimersByTimeAsync(5000);
    expect(starts).toBe(1);
  });

  it('gives up where it cannot be started, and where it ends again and again', async () => {
    const broken = watched(() => Promise.reject(new Error('no space')));
    broken.seen.runs = false;
    await jest.advanceTimersByTimeAsync(5000);
    expect(broken.seen.failed).toEqual([new Error('no space')]);
    const again = watched(() => Promise.resolve());
    again.seen.runs = false;
    await jest.advanceTimersByTimeAsync(20_000);
    expect(again.seen.failed).toHaveLength(1);
    expect(String(again.seen.failed[0])).toContain('/data/log');
  });
});
