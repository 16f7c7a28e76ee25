import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunState } from '@gangmu/core';
import { describe, expect, it } from '@jest/globals';
import type { Database } from '../platform/database/database.js';
import type { RunCommit } from './run-commit.js';
import { RunWriter } from './run-writer.js';

const run = (id: string, version: number): RunState =>
  ({
    id,
    campaign: 'c1',
    unit: `unit of ${id}`,
    template: 'h1',
    calendar: 'cn 1',
    status: 'running',
    version,
    start: 0,
    end: 1000,
    facts: { category: 'village', level: 3, size: 20, groups: [] },
    phases: {},
    steps: {},
    registers: {},
    items: {},
  }) as unknown as RunState;
const commit = (id: string): RunCommit => ({
  before: run(id, 1),
  after: run(id, 2),
  events: [],
  head: `head of ${id}`,
  by: { person: 'wang', role: 'operator' },
  at: 0,
  wakes: [],
  cancelled: [],
  messages: [],
});

/** `commit_runs` with its hands held: every batch waits until the spec lets it land. */
class HeldDatabase {
  readonly batches: string[][] = [];
  private readonly landings: (() => void)[] = [];
  /** Runs somebody else was faster with; runs whose write breaks the whole statement. */
  readonly overtaken = new Set<string>();
  readonly broken = new Set<string>();

  readonly pool = {
    query: async ({ values }: { values: [string] }): Promise<{ rows: { written: string[] }[] }> => {
      const ids = (JSON.parse(values[0]) as { runs: { id: string }[] }).runs.map(({ id }) => id);
      this.batches.push(ids);
      await new Promise<void>((land) => this.landings.push(land));
      if (ids.some((id) => this.broken.has(id))) throw new Error(`broken by ${ids.find((id) => this.broken.has(id))}`);
      return { rows: [{ written: ids.filter((id) => !this.overtaken.has(id)) }] };
    },
  };

  /** Lets everything on its way land, and what follows it, until nothing is. */
  async landAll(): Promise<void> {
    for (let land = this.landings.shift(); land !== undefined; land = this.landings.shift()) {
      land();
      await nextTurn();
      await nextTurn();
    }
  }
}

const started = (): { database: HeldDatabase; writer: RunWriter } => {
  const database = new HeldDatabase();
  return { database, writer: new RunWriter(database as unknown as Database) };
};
const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, n) => `r${from + n}`);

describe('commands that arrive together', () => {
  it('are written together, each answered with its own head', async () => {
    const { database, writer } = started();
    const all = Promise.all(['r1', 'r2', 'r3'].map((id) => writer.write(commit(id))));
    await nextTurn();
    expect(database.batches).toEqual([['r1', 'r2', 'r3']]);
    await database.landAll();
    expect(await all).toEqual(['r1', 'r2', 'r3'].map((id) => ({ stored: true, head: `head of ${id}` })));
  });

  it('wait for the next batch while two are on their way, and then go together', async () => {
    const { database, writer } = started();
    const all: Promise<unknown>[] = [];
    for (const id of ids(1, 5)) {
      all.push(writer.write(commit(id)));
      await nextTurn();
      await nextTurn();
    }
    expect(database.batches).toEqual([['r1'], ['r2']]);
    await database.landAll();
    expect(database.batches).toEqual([['r1'], ['r2'], ['r3', 'r4', 'r5']]);
    expect(await Promise.all(all)).toHaveLength(5);
  });

  it('are cut where a batch would grow too large, and none is forgotten', async () => {
    const { database, writer } = started();
    const all = Promise.all(ids(1, 200).map((id) => writer.write(commit(id))));
    await nextTurn();
    await database.landAll();
    expect(Math.max(...database.batches.map((batch) => batch.length))).toBeLessThanOrEqual(64);
    expect(database.batches.flat().toSorted()).toEqual(ids(1, 200).toSorted());
    expect((await all).every(({ stored }) => stored)).toBe(true);
  });
});

describe('in one batch', () => {
  it('who was overtaken is told so, and the others are stored', async () => {
    const { database, writer } = started();
    database.overtaken.add('r2');
    const all = Promise.all(ids(1, 3).map((id) => writer.write(commit(id))));
    await nextTurn();
    await database.landAll();
    expect((await all).map(({ stored }) => stored)).toEqual([true, false, true]);
  });

  it('one that cannot be written fails alone', async () => {
    const { database, writer } = started();
    database.broken.add('r2');
    const all = Promise.allSettled(ids(1, 3).map((id) => writer.write(commit(id))));
    await nextTurn();
    await database.landAll();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(database.batches).toEqual([['r1', 'r2', 'r3'], ['r1'], ['r2'], ['r3']]);
  });

  it('that fails leaves the way open for the next', async () => {
    const { database, writer } = started();
    database.broken.add('r1');
    const bad = writer.write(commit('r1')).catch((error: Error) => error.message);
    await nextTurn();
    await database.landAll();
    expect(await bad).toBe('broken by r1');
    const good = writer.write(commit('r9'));
    await nextTurn();
    await database.landAll();
    expect(await good).toEqual({ stored: true, head: 'head of r9' });
  });
});
