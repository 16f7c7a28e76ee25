import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

describe('settings', () => {
  it('has defaults for everything', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ port: 4700, host: '127.0.0.1', role: 'all', clock: 'real', empty: false });
    expect(settings.data.endsWith('.gangmu')).toBe(true);
  });
  it('takes an empty variable for a missing one', () => {
    expect(readSettings({ DATABASE_URL: '', GANGMU_PORT: '' }).databaseUrl).toBeUndefined();
  });
  it.each([
    [{ GANGMU_PORT: 'seventy' }, 'GANGMU_PORT is set to "seventy"'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL is set to "mysql://x", but must be an address like postgres://'],
    [{ GANGMU_ROLE: 'boss' }, 'must be all, api or worker'],
  ])('says which variable is wrong: %j', (environment, sentence) => {
    expect(() => readSettings(environment as Record<string, string>)).toThrow(sentence);
  });
});
