import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { itemDisplays } from '../run/lateness.js';
import { runWords } from './run.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'run');
const sources = (readdirSync(folder, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');
const codes = [...sources.matchAll(/(?:refuse|refusal|no)\(\s*'([a-z.-]+)'/g)].map((found) => found[1] ?? '');
const model = readFileSync(join(folder, 'run-event.ts'), 'utf8').split('export type RunEvent =')[1] ?? '';
const events = [...model.matchAll(/^\s+type: '([A-Z]\w+)'|\{ type: '([A-Z]\w+)'/gm)].map(
  (found) => found[1] ?? found[2],
);
const wanted = [
  ...codes,
  ...events.map((type) => `event.${type}`),
  ...itemDisplays.map((display) => `item.${display}`),
];
const placeholders = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe('words of runs', () => {
  it('finds the codes in the sources', () => {
    expect(codes.length).toBeGreaterThan(80);
    expect(new Set(events).size).toBeGreaterThan(30);
  });

  it.each(['zh', 'en'] as const)('has a sentence in %s for each and none for nothing', (language) => {
    expect(Object.keys(runWords[language]).sort()).toEqual([...new Set(wanted)].sort());
  });

  it('asks for the same parameters in both languages', () => {
    const { zh, en } = runWords as unknown as Record<'zh' | 'en', Record<string, string>>;
    for (const code of Object.keys(zh)) expect([code, placeholders(en[code])]).toEqual([code, placeholders(zh[code])]);
  });
});
