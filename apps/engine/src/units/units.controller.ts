import { type AnswerOf, unitRoutes } from '@gangmu/contract';
import type { Result } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import { recordAccess } from '../access/access-record.js';
import { Authentication } from '../access/authentication.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { answer } from './answer.js';
import { officeDay } from './office-day.js';
import { lockOrganisation, type Transaction } from './sql.js';
import {
  type ChangeContext,
  changeUnit,
  createUnit,
  dissolveUnit,
  joinGroup,
  mergeUnits,
  moveUnit,
  splitUnit,
} from './unit-changes.js';
import {
  findUnit,
  groupsOfUnit,
  listGroups,
  listUnits,
  unitHistory,
  unitSurroundings,
  unitTree,
} from './unit-queries.js';

type Routes = typeof unitRoutes;

@Controller()
export class UnitsController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly authentication: Authentication,
  ) {}

  @Route(unitRoutes.list)
  async list(call: Call<Routes['list']>): Promise<AnswerOf<Routes['list']>> {
    const after = readCursor(call.query.cursor, ['string'])?.[0] as string | undefined;
    const units = await listUnits(this.database.pool, call.reach, call.query, after);
    return pageOf(
      units,
      call.query.limit,
      (unit) => [unit.code],
      (unit) => unit,
    );
  }

  @Route(unitRoutes.tree)
  async tree(call: Call<Routes['tree']>): Promise<AnswerOf<Routes['tree']>> {
    return { units: await unitTree(this.database.pool, call.reach, call.query.on ?? officeDay(this.clock)) };
  }

  @Route(unitRoutes.get)
  async get(call: Call<Routes['get']>): Promise<AnswerOf<Routes['get']>> {
    const unit = await findUnit(this.database.pool, call.reach, call.params.unit);
    if (unit === undefined) throw notFound('unit');
    return { ...unit, ...(await unitSurroundings(this.database.pool, unit)) };
  }

  @Route(unitRoutes.history)
  async history(call: Call<Routes['history']>): Promise<AnswerOf<Routes['history']>> {
    const unit = await findUnit(this.database.pool, call.reach, call.params.unit);
    if (unit === undefined) throw notFound('unit');
    return { changes: await unitHistory(this.database.pool, unit.id) };
  }

  @Route(unitRoutes.create)
  async create(call: Call<Routes['create']>): Promise<AnswerOf<Routes['create']>> {
    return {
      unit: await this.change(call, 'created', call.body.validFrom, (sql, context) =>
        createUnit(sql, context, call.body),
      ),
    };
  }

  @Route(unitRoutes.change)
  async changeOne(call: Call<Routes['change']>): Promise<AnswerOf<Routes['change']>> {
    const { body, params } = call;
    const day = body.effective ?? officeDay(this.clock);
    return {
      unit: await this.change(call, 'changed', day, (sql, context) => changeUnit(sql, context, params.unit, body)),
    };
  }

  @Route(unitRoutes.move)
  async move(call: Call<Routes['move']>): Promise<AnswerOf<Routes['move']>> {
    const { body, params } = call;
    return {
      unit: await this.change(call, 'moved', body.effective, (sql, context) =>
        moveUnit(sql, context, params.unit, body),
      ),
    };
  }

  @Route(unitRoutes.merge)
  async merge(call: Call<Routes['merge']>): Promise<AnswerOf<Routes['merge']>> {
    const { body, params } = call;
    return {
      unit: await this.change(
        call,
        'merged',
        body.effective,
        (sql, context) => mergeUnits(sql, context, params.unit, body),
        body.units,
      ),
    };
  }

  @Route(unitRoutes.split)
  async split(call: Call<Routes['split']>): Promise<AnswerOf<Routes['split']>> {
    const { body, params } = call;
    return {
      units: await this.change(
        call,
        'split',
        body.effective,
        (sql, context) => splitUnit(sql, context, params.unit, body),
        [params.unit],
      ),
    };
  }

  @Route(unitRoutes.dissolve)
  async dissolve(call: Call<Routes['dissolve']>): Promise<AnswerOf<Routes['dissolve']>> {
    const { body, params } = call;
    return {
      unit: await this.change(call, 'dissolved', body.effective, (sql, context) =>
        dissolveUnit(sql, context, params.unit, body),
      ),
    };
  }

  @Route(unitRoutes.groups)
  async groups(call: Call<Routes['groups']>): Promise<AnswerOf<Routes['groups']>> {
    const day = call.query.on ?? officeDay(this.clock);
    return { groups: await listGroups(this.database.pool, call.reach, call.query.kind, day) };
  }

  @Route(unitRoutes.join)
  async join(call: Call<Routes['join']>): Promise<AnswerOf<Routes['join']>> {
    const { body, params } = call;
    await this.change(call, 'grouped', body.from, (sql, context) => joinGroup(sql, context, params.unit, body));
    return { groups: await groupsOfUnit(this.database.pool, params.unit) };
  }

  /** One change of the tree: under the lock, recorded, and felt by everybody's rights at once. */
  private async change<T extends { id: string } | { id: string }[]>(
    call: Pick<Call, 'who' | 'reach'>,
    kind: string,
    effective: string,
    work: (sql: Transaction, context: ChangeContext) => Promise<Result<T>>,
    involved: string[] = [],
  ): Promise<T> {
    const person = call.who.principal.person;
    const context = { reach: call.reach, person, now: this.clock.now(), today: officeDay(this.clock) };
    const value = await this.database.transaction(async (sql) => {
      await lockOrganisation(sql);
      const changed = answer(await work(sql, context));
      const ids = (Array.isArray(changed) ? changed : [changed]).map((unit) => unit.id);
      const units = [...new Set([...ids, ...involved])];
      await recordAccess(sql, { person }, context.now, { type: 'UnitsChanged', kind, units, effective });
      return changed;
    });
    this.authentication.forget();
    return value;
  }
}
