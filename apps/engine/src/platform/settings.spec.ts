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
    [{ GANGMU_TRUST_PROXY: 'nginx' }, 'must be how many proxies stand in front'],
    [{ GANGMU_TRUST_PROXY: '10.0.0.0/33' }, 'must be how many proxies stand in front'],
  ])('says which variable is wrong: %j', (environment, sentence) => {
    expect(() => readSettings(environment as Record<string, string>)).toThrow(sentence);
  });
  it.each<[string | undefined, false | number | string[]]>([
    [undefined, false],
    ['0', false],
    ['1', 1],
    ['true', 1],
    ['2', 2],
    ['127.0.0.1, 10.0.0.0/8', ['127.0.0.1', '10.0.0.0/8']],
    ['fd00::/8', ['fd00::/8']],
  ])('believes the proxies that are named: %j', (text, believed) => {
    expect(readSettings({ GANGMU_TRUST_PROXY: text }).trustProxy).toEqual(believed);
  });
});
