import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ABSOLUTE_END,
  afterFailure,
  type Attempts,
  checkPassword,
  IDLE_END,
  PER_ADDRESS,
  PER_LOGIN,
  pauseAfter,
  sessionEnded,
  waitFor,
} from './index.js';

const failing = (times: number, at: number): Attempts | undefined => {
  let attempts: Attempts | undefined;
  for (let i = 0; i < times; i += 1) attempts = afterFailure(attempts, PER_LOGIN, at);
  return attempts;
};

describe('throttle', () => {
  it('lets a few mistakes pass, then doubles the pause up to a longest', () => {
    expect(waitFor(undefined, PER_LOGIN, 0)).toBe(0);
    expect(waitFor(failing(PER_LOGIN.free, 1000), PER_LOGIN, 1000)).toBe(0);
    expect(waitFor(failing(PER_LOGIN.free + 1, 1000), PER_LOGIN, 1000)).toBe(5_000);
    expect(waitFor(failing(PER_LOGIN.free + 2, 1000), PER_LOGIN, 2000)).toBe(9_000);
    expect(pauseAfter(100_000, PER_LOGIN)).toBe(PER_LOGIN.longestPause);
  });
  it('waits for nothing while attempts are free, though one of the same moment was noted as later', () => {
    expect(waitFor(failing(PER_LOGIN.free, 1003), PER_LOGIN, 1000)).toBe(0);
  });
  it('forgets in time', () => {
    expect(waitFor(failing(30, 0), PER_LOGIN, PER_LOGIN.forgetAfter)).toBe(0);
    expect(afterFailure(failing(30, 0), PER_LOGIN, PER_LOGIN.forgetAfter).failures).toBe(1);
  });
  it('never pauses less after more failures', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.constantFrom(PER_LOGIN, PER_ADDRESS), (failures, rule) => {
        expect(pauseAfter(failures + 1, rule)).toBeGreaterThanOrEqual(pauseAfter(failures, rule));
        expect(pauseAfter(failures, rule)).toBeLessThanOrEqual(rule.longestPause);
      }),
    );
  });
});

describe('sessions', () => {
  it('end when idle and in any case after half a day', () => {
    expect(sessionEnded({ startedAt: 0, seenAt: 0, rotatedAt: 0 }, IDLE_END - 1)).toBe(false);
    expect(sessionEnded({ startedAt: 0, seenAt: 0, rotatedAt: 0 }, IDLE_END)).toBe(true);
    expect(sessionEnded({ startedAt: 0, seenAt: ABSOLUTE_END - 1, rotatedAt: 0 }, ABSOLUTE_END)).toBe(true);
  });
});

describe('passwords', () => {
  it.each([
    ['short', 'password.too-short'],
    ['x'.repeat(201), 'password.too-long'],
    ['12345678', 'password.too-common'],
    ['ababababab', 'password.too-common'],
    ['my-Wang.li-is-me', 'password.contains-login'],
  ])('%s is refused as %s', (password, code) => {
    const result = checkPassword(password, 'wang.li');
    expect(result.ok ? undefined : result.refusal.code).toBe(code);
  });
  it('takes a sentence', () => {
    expect(checkPassword('三月的雨下得正好呀', 'wang').ok).toBe(true);
  });
});
