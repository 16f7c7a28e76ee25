import { accept, type Refusal, type Result } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { recordAccess } from '../access/access-record.js';
import { Authentication } from '../access/authentication.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import type { Administering, Changed, TreeEffect } from './administering.js';
import { answer } from './answer.js';
import { officeDay } from './office-day.js';
import { lockOrganisation, type Transaction } from './sql.js';

/** One change: reads, decides and writes inside the transaction it is given, or refuses. */
export type Change<T> = (sql: Transaction, by: Administering) => Promise<Result<Changed<T>>>;
/** Told of what follows from a change of the tree, inside its transaction. */
export type TreeListener = (sql: Transaction, effects: readonly TreeEffect[], by: Administering) => Promise<void>;

/** Thrown out of a transaction that was only to find something out. */
class Undone extends Error {
  constructor(readonly refusal: Refusal | undefined) {
    super('undone on purpose');
  }
}

/**
 * One change, all or nothing, recorded, and stored together with what follows from it. By itself only for a database
 * nobody is signed in to yet: afterwards `OrganisationChanges` tells whoever must know.
 */
export function makeChange<T>(
  database: Database,
  by: Administering,
  change: Change<T>,
  listeners: readonly TreeListener[] = [],
): Promise<Result<Changed<T>>> {
  return database.transaction(async (sql) => {
    await lockOrganisation(sql);
    const changed = await change(sql, by);
    if (!changed.ok) return changed;
    const { record, effects = [] } = changed.value;
    await recordAccess(
      sql,
      by.person === null ? { person: null, role: 'machine' } : { person: by.person },
      by.now,
      ...record,
    );
    if (effects.length > 0) for (const listener of listeners) await listener(sql, effects, by);
    return changed;
  });
}

/**
 * Every change of units, posts and people goes through here: one at a time, all or nothing, in the record of access,
 * and felt by everybody's rights at once.
 */
@Injectable()
export class OrganisationChanges {
  private readonly listeners: TreeListener[] = [];
  private readonly afterwards: (() => void)[] = [];
  private readonly afterAll: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly authentication: Authentication,
  ) {}

  /** Other slices: what is to be stored together with a change of the tree. */
  whenTreeChanges(listener: TreeListener): void {
    this.listeners.push(listener);
  }

  /** Other slices: told after a change of the tree is stored. */
  afterTreeChanges(listener: () => void): void {
    this.afterwards.push(listener);
  }

  /** Other slices: told after any change of units, people or posts. */
  afterChanges(listener: () => void): void {
    this.afterAll.push(listener);
  }

  /** A person's change. @throws Problem */
  async carryOut<T>(call: Pick<Call, 'who' | 'reach'>, change: Change<T>): Promise<T> {
    return answer(await this.carryOutAs(this.by(call), change));
  }

  /** A change on behalf of somebody, on a day that may not be today. */
  async carryOutAs<T>(by: Administering, change: Change<T>): Promise<Result<T>> {
    const made = await makeChange(this.database, by, change, this.listeners);
    this.authentication.forget();
    for (const tell of this.afterAll) tell();
    if (!made.ok) return made;
    const { value, effects = [] } = made.value;
    if (effects.length > 0) for (const tell of this.afterwards) tell();
    return accept(value);
  }

  /** Whether a change would be refused on a day; nothing of it stays. */
  async refusalOf(by: Administering, change: Change<unknown>): Promise<Refusal | undefined> {
    try {
      await this.database.transaction(async (sql) => {
        await lockOrganisation(sql);
        const changed = await change(sql, by);
        throw new Undone(changed.ok ? undefined : changed.refusal);
      });
    } catch (error) {
      if (error instanceof Undone) return error.refusal;
      throw error;
    }
    return undefined;
  }

  by(call: Pick<Call, 'who' | 'reach'>): Administering & { person: string } {
    return {
      person: call.who.principal.person,
      reach: call.reach,
      now: this.clock.now(),
      today: officeDay(this.clock),
    };
  }
}
