/** `gangmu demo` as one types it: the whole campaign of the sample county, and its record checked afterwards. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const GANGMU = resolve('apps/cli/bin/gangmu.mjs');
const MINUTES = 60_000;

interface Ended {
  code: number | null;
  last: string;
  errors: string;
}

/** The command in a process of its own, with nothing of this test run in its surroundings. */
function gangmu(...args: string[]): Promise<Ended> {
  const { NODE_OPTIONS: _options, DATABASE_URL: _database, REDIS_URL: _redis, ...env } = process.env;
  const child = spawn(process.execPath, [GANGMU, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((done) => {
    child.on('close', (code) => done({ code, last: output.trimEnd().split('\n').at(-1) ?? '', errors }));
  });
}

/** What these tests read of the last line. */
interface Figures extends Record<'returns' | 'activities' | 'filedForOthers' | 'movedByTelephone', number> {
  heldOnTime: number;
  handedInOnTime: number;
  units: { inScope: number; running: number; exempt: number; flaggedOnTheWay: number };
  rungs: { effected: number };
  ledger: { found: number; closed: number; closeOutRate: number };
  lateItems: Record<'unit' | 'reviewer' | 'superior', number>;
  phases: Record<string, number>;
  export: string;
  key: string;
}

describe('gangmu demo --seed 7 --json', () => {
  let folder: string;
  let ended: Ended;
  let figures: Figures;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gangmu-demo-scenario-'));
    ended = await gangmu('demo', '--seed', '7', '--json', '--data', folder);
    if (ended.code !== 0) throw new Error(ended.errors);
    figures = JSON.parse(ended.last) as Figures;
  }, 12 * MINUTES);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('ends with every unit running or exempt, some of them flagged on the way', () => {
    expect(figures).toMatchObject({ coverage: 1, units: { flagged: 0 } });
    const { inScope, running, exempt, flaggedOnTheWay } = figures.units;
    expect(inScope).toBeGreaterThan(300);
    expect(running + exempt).toBe(inScope);
    expect(exempt).toBeGreaterThan(0);
    expect(flaggedOnTheWay).toBeGreaterThan(0);
  });

  it('has ended every rung exactly once', () => {
    expect(figures).toMatchObject({ rungs: { pending: 0, endedTwice: 0 } });
    expect(figures.rungs.effected).toBeGreaterThan(0);
  });

  it('shows what such a campaign is made of', () => {
    const { returns, activities, filedForOthers, movedByTelephone, ledger, lateItems } = figures;
    for (const some of [returns, activities, filedForOthers, movedByTelephone]) expect(some).toBeGreaterThan(0);
    const { found, closed, closeOutRate } = ledger;
    expect(closed).toBeGreaterThan(0);
    expect(closeOutRate).toBeCloseTo(closed / found, 3);
    for (const level of ['unit', 'reviewer', 'superior'] as const)
      expect([level, lateItems[level] > 0]).toEqual([level, true]);
    for (const share of ['heldOnTime', 'handedInOnTime'] as const) {
      expect(figures[share]).toBeGreaterThan(0.8);
      expect(figures[share]).toBeLessThan(1);
    }
    expect(Object.keys(figures.phases).length).toBeGreaterThan(3);
  });

  it('ends with an intact record, as the export shows to whoever has only the key', async () => {
    expect(figures).toMatchObject({ verify: { status: 'intact' } });
    const checked = await gangmu('verify', figures.export, '--key', figures.key, '--json');
    expect([checked.code, JSON.parse(checked.last)]).toMatchObject([0, { status: 'intact' }]);
  });

  it('has the place of one changed byte named', async () => {
    const bytes = readFileSync(figures.export);
    const at = bytes.indexOf('"ItemSubmitted"', Math.floor(bytes.length / 2));
    bytes[at + 1] = 'J'.charCodeAt(0);
    const changed = join(folder, 'changed.ndjson');
    writeFileSync(changed, bytes);
    const line = bytes.subarray(0, at).toString().split('\n').length;
    const checked = await gangmu('verify', changed, '--key', figures.key, '--json');
    expect(checked.code).toBe(1);
    const { status, first } = JSON.parse(checked.last) as { status: string; first: Record<string, unknown> };
    expect([status, first['code'], first['line']]).toEqual(['broken', 'record.event-changed', line]);
  });
});
