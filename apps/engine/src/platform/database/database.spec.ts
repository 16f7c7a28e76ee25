import { describe, expect, it } from '@jest/globals';
import { runtimeUrlOf } from './database.js';

describe('the runtime role', () => {
  it('has a password of its own that follows from the owner’s', () => {
    const [one, again, other] = ['secret', 'secret', 'other'].map(
      (password) => new URL(runtimeUrlOf(`postgres://owner:${password}@db:5433/gangmu`)),
    );
    expect([one?.username, one?.host, one?.pathname]).toEqual(['gangmu_runtime', 'db:5433', '/gangmu']);
    expect(one?.password).toBe(again?.password);
    expect(new Set([one?.password, other?.password, 'secret']).size).toBe(3);
  });
  it('is not made from a password that is not there', () => {
    expect(() => runtimeUrlOf('postgres://owner@db/gangmu')).toThrow('GANGMU_RUNTIME_URL');
  });
});
