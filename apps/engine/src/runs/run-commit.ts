/** From a decided command to what `commit_runs` writes. Pure but for the salt of personal fields. */
import { randomBytes } from 'node:crypto';
import { type Actor, recordEvent, type RunEvent, type RunState, type Wake } from '@gangmu/core';
import type { PoolClient } from 'pg';
import { chainHash } from '../record/chain-hash.js';
import { type ItemRow, itemRow, type StoredState, storedState } from './run-rows.js';

/** What another run, or the outside, must learn of this; leaves through the outbox. */
export interface Message {
  kind: string;
  payload: Record<string, unknown>;
}

/** The answer kept for a repeated request. */
export interface IdempotencyAnswer {
  person: string;
  key: string;
  request: string;
  status: number;
  answer: unknown;
}

/** One decided command, ready to be written. */
export interface RunCommit {
  before: RunState;
  after: RunState;
  events: RunEvent[];
  /** Hash of the run's last event before this, hex. */
  head: string;
  by: Actor;
  at: number;
  /** Rungs and openings to be rung for, of what changed. */
  wakes: Wake[];
  /** Items whose pending rungs no longer apply; '' for the run's own openings. */
  cancelled: string[];
  messages: Message[];
  key?: IdempotencyAnswer;
  /** What else stands or falls with it, in the same transaction. */
  also?: (sql: PoolClient) => Promise<void>;
}

/** The batch as `commit_runs` reads it. Lists that are empty are left out. */
export interface Batch {
  runs: {
    id: string;
    expected: number;
    version: number;
    status: string;
    head: string;
    held_since: number | null;
    ended_at: number | null;
    /** null leaves the stored one: most commands change an item only. */
    state: StoredState | null;
  }[];
  items: ItemRow[];
  events: { run_id: string; seq: number; campaign_id: string; at: number; type: string; body: string; hash: string }[];
  personal?: { run_id: string; hash: string; salt: string; value: unknown }[];
  cancelled?: { run_id: string; item_id: string; at: number }[];
  deadlines?: Record<string, unknown>[];
  outbox?: { run_id: string; sender: string; kind: string; payload: unknown; made_at: number }[];
  handed_in?: { run_id: string; item_id: string }[];
  keys?: Record<string, unknown>[];
}

const newSalt = (): string => randomBytes(16).toString('hex');

/** Whether something besides the items changed; evolve keeps the references of what it leaves alone. */
const stateChanged = (before: RunState, after: RunState): boolean => {
  const [was, is] = [storedState(before), storedState(after)] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys({ ...was, ...is }).some((key) => was[key] !== is[key]);
};

/** A rung or opening as a row of `deadlines`. Openings have no revision of their own: their minute tells them apart. */
export const deadlineRow = (run: Pick<RunState, 'id' | 'campaign' | 'unit'>, wake: Wake): Record<string, unknown> => ({
  run_id: run.id,
  item_id: wake.item ?? '',
  revision: wake.revision ?? wake.at,
  rung: wake.rung ?? wake.kind,
  repetition: wake.repetition ?? 0,
  campaign_id: run.campaign,
  unit_id: run.unit,
  kind: wake.kind,
  due_at: wake.at,
  effect: wake.effect ?? null,
  target: wake.to ?? null,
});

/** Adds one commit to a batch. Returns the hash of the run's last event, hex. */
function addCommit(batch: Required<Batch>, commit: RunCommit): string {
  const { before, after } = commit;
  let head = commit.head;
  commit.events.forEach((event, n) => {
    const seq = before.version + n + 1;
    const recorded = recordEvent(
      { stream: { kind: 'run', id: after.id }, seq, at: commit.at, by: commit.by, event },
      head,
      newSalt,
      chainHash,
    );
    head = recorded.hash;
    batch.events.push({
      run_id: after.id,
      seq,
      campaign_id: after.campaign,
      at: commit.at,
      type: event.type,
      body: recorded.body,
      hash: head,
    });
    for (const value of recorded.personal) batch.personal.push({ run_id: after.id, ...value });
    if (event.type === 'ItemSubmitted') batch.handed_in.push({ run_id: after.id, item_id: event.item });
  });
  batch.runs.push({
    id: after.id,
    expected: before.version,
    version: after.version,
    status: after.status,
    head,
    held_since: after.heldSince ?? null,
    ended_at: after.endedAt ?? null,
    state: stateChanged(before, after) ? storedState(after) : null,
  });
  for (const item of Object.values(after.items)) {
    if (before.items[item.id] !== item) batch.items.push(itemRow(after, item));
  }
  for (const item of commit.cancelled) batch.cancelled.push({ run_id: after.id, item_id: item, at: commit.at });
  for (const wake of commit.wakes) batch.deadlines.push(deadlineRow(after, wake));
  for (const message of commit.messages) {
    batch.outbox.push({ run_id: after.id, sender: after.id, ...message, made_at: commit.at });
  }
  if (commit.key !== undefined) {
    const { person, ...rest } = commit.key;
    batch.keys.push({ run_id: after.id, person_id: person, ...rest, at: commit.at });
  }
  return head;
}

/** Builds the batch of several commits, each of another run, and the new head of each run in the same order. */
export function batchOf(commits: readonly RunCommit[]): { batch: Batch; heads: string[] } {
  const full: Required<Batch> = {
    runs: [],
    items: [],
    events: [],
    personal: [],
    cancelled: [],
    deadlines: [],
    outbox: [],
    handed_in: [],
    keys: [],
  };
  const heads = commits.map((commit) => addCommit(full, commit));
  const { runs, items, events, ...optional } = full;
  const given = Object.fromEntries(Object.entries(optional).filter(([, list]) => list.length > 0));
  return { batch: { runs, items, events, ...given }, heads };
}
