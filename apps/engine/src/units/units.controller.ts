import { type AnswerOf, type Unit, unitRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { changeUnit } from './changes/change-unit.js';
import { createUnit } from './changes/create-unit.js';
import { dissolveUnit } from './changes/dissolve-unit.js';
import { joinGroup } from './changes/join-group.js';
import { mergeUnits } from './changes/merge-units.js';
import { moveUnit } from './changes/move-unit.js';
import { splitUnit } from './changes/split-unit.js';
import { officeDay } from './office-day.js';
import { OrganisationChanges } from './organisation-changes.js';
import { type PlannedChange, PlannedChanges } from './planned-changes.js';
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
    private readonly changes: OrganisationChanges,
    private readonly planned: PlannedChanges,
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
    const { on = officeDay(this.clock), with: more } = call.query;
    return { units: await unitTree(this.database.pool, call.reach, on, more) };
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
    return { unit: await this.changes.carryOut(call, createUnit(call.body)) };
  }

  @Route(unitRoutes.change)
  async changeOne(call: Call<Routes['change']>): Promise<AnswerOf<Routes['change']>> {
    const { body, params } = call;
    const now = async () => ({ unit: await this.changes.carryOut(call, changeUnit(params.unit, body)) });
    const { effective } = body;
    return effective === undefined ? now() : this.onItsDay(call, { kind: 'change', body: { ...body, effective } }, now);
  }

  @Route(unitRoutes.move)
  move(call: Call<Routes['move']>): Promise<AnswerOf<Routes['move']>> {
    return this.onItsDay(call, { kind: 'move', body: call.body }, async () => ({
      unit: await this.changes.carryOut(call, moveUnit(call.params.unit, call.body)),
    }));
  }

  @Route(unitRoutes.merge)
  merge(call: Call<Routes['merge']>): Promise<AnswerOf<Routes['merge']>> {
    return this.onItsDay(call, { kind: 'merge', body: call.body }, async () => ({
      unit: await this.changes.carryOut(call, mergeUnits(call.params.unit, call.body)),
    }));
  }

  @Route(unitRoutes.split)
  async split(call: Call<Routes['split']>): Promise<AnswerOf<Routes['split']>> {
    const { body, params } = call;
    if (!this.planned.isAhead(body.effective))
      return { units: await this.changes.carryOut(call, splitUnit(params.unit, body)) };
    const { unit, planned } = await this.planned.plan(call, params.unit, { kind: 'split', body });
    return { units: [unit], planned };
  }

  @Route(unitRoutes.dissolve)
  dissolve(call: Call<Routes['dissolve']>): Promise<AnswerOf<Routes['dissolve']>> {
    return this.onItsDay(call, { kind: 'dissolve', body: call.body }, async () => ({
      unit: await this.changes.carryOut(call, dissolveUnit(call.params.unit, call.body)),
    }));
  }

  @Route(unitRoutes.plannedChanges)
  async plannedChanges(call: Call<Routes['plannedChanges']>): Promise<AnswerOf<Routes['plannedChanges']>> {
    return { changes: await this.planned.list(call.reach, call.lang) };
  }

  @Route(unitRoutes.cancelPlanned)
  async cancelPlanned(call: Call<Routes['cancelPlanned']>): Promise<AnswerOf<Routes['cancelPlanned']>> {
    return this.planned.cancel(call, call.params.change);
  }

  @Route(unitRoutes.groups)
  async groups(call: Call<Routes['groups']>): Promise<AnswerOf<Routes['groups']>> {
    const day = call.query.on ?? officeDay(this.clock);
    return { groups: await listGroups(this.database.pool, call.reach, call.query.kind, day) };
  }

  @Route(unitRoutes.join)
  async join(call: Call<Routes['join']>): Promise<AnswerOf<Routes['join']>> {
    const { body, params } = call;
    await this.changes.carryOut(call, joinGroup(params.unit, body));
    return { groups: await groupsOfUnit(this.database.pool, params.unit) };
  }

  /** At once, or – announced for a day to come – planned for it. */
  private onItsDay(
    call: Pick<Call, 'who' | 'reach'> & { params: { unit: string } },
    change: PlannedChange & { body: { effective: string } },
    now: () => Promise<{ unit: Unit }>,
  ): Promise<{ unit: Unit; planned?: string }> {
    return this.planned.isAhead(change.body.effective) ? this.planned.plan(call, call.params.unit, change) : now();
  }
}
