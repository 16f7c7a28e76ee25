import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CommandResult, RunCommandBody } from '@gangmu/contract';
import type { RunState, Values } from '@gangmu/core';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import type { SignedIn } from '../platform/http/access.js';
import { notFound, Problem, refused } from '../platform/http/problem.js';
import { problemDocument } from '../platform/http/problem-document.js';
import { reused } from '../platform/http/repeats.js';
import { officeDay } from '../units/office-day.js';
import { admit, letsOff } from './admission.js';
import { insistOnNamed } from './named-people.js';
import { type Also, type Order, type Outcome, RunDoor } from './run-door.js';
import { RunStore } from './run-store.js';
import { RunSurroundings } from './run-surroundings.js';

/** One order of a person on a run. */
export interface PersonsOrder {
  run: string;
  command: RunCommandBody & { activity?: string };
  onBehalfOf?: { person?: string | undefined; word: string } | undefined;
}

export interface OrderOptions {
  lang: 'zh' | 'en';
  idempotencyKey?: string | undefined;
  /** Version the caller has seen. */
  expected?: number | undefined;
  /** What else stands or falls with it. */
  also?: Also;
}

/** What somebody is about to hand in, correct to, or have signed on paper. */
export interface Handed {
  item: string;
  values?: Values;
  paper?: { file?: string | undefined } | undefined;
}
/** Throws a Problem for what may not be handed in. */
export type CheckHanded = (run: RunState, handed: Handed, person: string) => Promise<void>;

/** Orders in flight at once within a bulk: enough to fill a batch of the writer, few enough to leave others room. */
const AT_ONCE = 64;

/** Carries out what people ask of runs: rights first, then the door. */
@Injectable()
export class Orders {
  private checkHanded: CheckHanded = () => Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
    private readonly surroundings: RunSurroundings,
    private readonly door: RunDoor,
    private readonly clock: Clock,
  ) {}

  /** What is asked about values and papers before they reach the door, which knows nothing beyond the run. */
  beforeHandingIn(check: CheckHanded): void {
    this.checkHanded = check;
  }

  /** One order; answers the run's new version. @throws Problem */
  async one(who: SignedIn, order: PersonsOrder, options: OrderOptions): Promise<number> {
    const request = options.idempotencyKey === undefined ? undefined : fingerprint(order);
    const loaded = await this.store.load(order.run);
    const unit = loaded && (await this.surroundings.unit(loaded.run.unit));
    if (unit === undefined) throw notFound('run');
    const { run } = loaded!;
    const item = 'item' in order.command ? run.items[order.command.item] : undefined;
    const template = await this.surroundings.template(run.template);
    const scope = letsOff(order.command.type) ? await this.surroundings.scope(run.campaign) : undefined;
    const admitted = admit(who, unit, order.command, { template, item, scope }, order.onBehalfOf);
    if ('problem' in admitted) throw admitted.problem;
    await insistOnNamed(order.command, {
      sql: this.database.pool,
      unit: unit.place,
      today: officeDay(this.clock),
    });
    if ('values' in order.command || 'paper' in order.command)
      await this.checkHanded(run, order.command, who.principal.person);
    const answered = async (): Promise<number | undefined> =>
      request === undefined ? undefined : this.answered(who.principal.person, options.idempotencyKey!, request);
    // Nobody looks for the key first: it is stored with the events, so a repetition is refused or fails on it, and only
    // then it is worth a look.
    const done = await this.ask({
      run: order.run,
      command: order.command,
      actor: admitted.actor,
      at: this.clock.now(),
      ...(options.expected === undefined ? {} : { expected: options.expected }),
      ...(options.also === undefined ? {} : { also: options.also }),
      ...(request === undefined
        ? {}
        : { key: { person: who.principal.person, key: options.idempotencyKey!, request } }),
    });
    if (done.outcome === 'done') return done.run.version;
    const before = await answered();
    if (before !== undefined) return before;
    if (done.outcome === 'refused') throw refused(done.refusal);
    if (done.outcome === 'missing') throw notFound('run');
    throw new Problem(options.expected === undefined ? 409 : 412, 'version-conflict', { path: '/headers/if-match' });
  }

  private async ask(order: Order): Promise<Outcome> {
    try {
      return await this.door.command(order);
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code === '23505' && constraint === 'idempotency_keys_pkey') return { outcome: 'conflict' };
      throw error;
    }
  }

  /** Many orders, each succeeding or failing alone; results in the order asked. */
  async many(
    who: SignedIn,
    orders: readonly PersonsOrder[],
    options: OrderOptions,
  ): Promise<{ results: CommandResult[]; done: number; refused: number }> {
    await this.store.prefetch([...new Set(orders.map((order) => order.run))]);
    const results = Array.from<CommandResult>({ length: orders.length });
    const keys = keysOf(orders);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let n = next++; n < orders.length; n = next++) {
        const order = orders[n]!;
        const key = options.idempotencyKey === undefined ? undefined : `${options.idempotencyKey}.${keys[n]}`;
        try {
          const version = await this.one(who, order, { ...options, idempotencyKey: key });
          results[n] = { run: order.run, ok: true, version };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          results[n] = { run: order.run, ok: false, problem: problemDocument(error, options.lang, `/orders/${n}`) };
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, orders.length) }, work));
    const done = results.filter((result) => result.ok).length;
    return { results, done, refused: results.length - done };
  }

  /** The version that an earlier request with this key led to. A key used for something else is refused. */
  private async answered(person: string, key: string, request: string): Promise<number | undefined> {
    const { rows } = await this.database.pool.query<{ request: string; answer: { version: number } }>({
      name: 'idempotency_answer',
      text: 'SELECT request, answer FROM idempotency_keys WHERE person_id = $1 AND key = $2',
      values: [person, key],
    });
    if (rows[0] === undefined) return undefined;
    if (rows[0].request !== request) throw reused();
    return rows[0].answer.version;
  }
}

const fingerprint = (order: PersonsOrder): string => createHash('sha256').update(JSON.stringify(order)).digest('hex');

/** Each order by its run and how many for that run come before it: what else is asked beside it changes nothing. */
function keysOf(orders: readonly PersonsOrder[]): string[] {
  const before = new Map<string, number>();
  return orders.map(({ run }) => {
    const nth = before.get(run) ?? 0;
    before.set(run, nth + 1);
    return `${run}.${nth}`;
  });
}
