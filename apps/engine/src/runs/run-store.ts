import { Injectable } from '@nestjs/common';
import type { RunState } from '@gangmu/core';
import { LRUCache } from 'lru-cache';
import { Database } from '../platform/database/database.js';
import { type ItemRow, type RunRow, runOfRows } from './run-rows.js';

/** A run with the hash of its last event, hex. */
export interface LoadedRun {
  run: RunState;
  head: string;
}

/** Enough for every run of a county; a run of forty steps takes about 40 kB. */
const CACHED_RUNS = 2000;

const LOAD = `
  SELECT to_jsonb(r) - 'head' AS run, encode(r.head, 'hex') AS head,
    COALESCE((SELECT jsonb_agg(i) FROM items i WHERE i.run_id = r.id), '[]') AS items
  FROM runs r WHERE r.id = ANY ($1)`;

/**
 * Loads runs. A cached run may be older than the stored one; that is harmless, because every write is guarded by the
 * version, and a refusal is confirmed on a fresh one before anybody hears of it.
 */
@Injectable()
export class RunStore {
  private readonly cache = new LRUCache<string, LoadedRun>({ max: CACHED_RUNS });

  constructor(private readonly database: Database) {}

  /** The run as this process last saw it, or freshly read. */
  async load(id: string): Promise<LoadedRun | undefined> {
    return this.cache.get(id) ?? (await this.fresh([id])).get(id);
  }

  /** Reads runs from the database, whatever the cache says. */
  async fresh(ids: readonly string[]): Promise<Map<string, LoadedRun>> {
    const { rows } = await this.database.pool.query<{ run: RunRow; head: string; items: ItemRow[] }>({
      name: 'load_runs',
      text: LOAD,
      values: [ids],
    });
    const loaded = new Map(rows.map(({ run, head, items }) => [run.id, { run: runOfRows(run, items), head }]));
    for (const [id, one] of loaded) this.cache.set(id, one);
    for (const id of ids) if (!loaded.has(id)) this.cache.delete(id);
    return loaded;
  }

  /** Reads the runs of a bulk command that are not cached, in one round trip. */
  async prefetch(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.cache.has(id));
    if (missing.length > 0) await this.fresh(missing);
  }

  /** Keeps what was just written, so that the next command on the run reads nothing. */
  keep(loaded: LoadedRun): void {
    this.cache.set(loaded.run.id, loaded);
  }

  forget(id: string): void {
    this.cache.delete(id);
  }
}
