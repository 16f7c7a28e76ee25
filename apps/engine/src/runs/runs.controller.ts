import { createHash } from 'node:crypto';
import { type AnswerOf, runRoutes } from '@gangmu/contract';
import { covers, type Reach } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import { newId } from '../platform/ids.js';
import type { Call } from '../platform/http/call.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { Activities } from './activities.js';
import { ActivityScreens } from './activity-screens.js';
import { mayHere } from './admission.js';
import { Drafts } from './drafts.js';
import { Orders } from './orders.js';
import { RunScreens, type ShownRun } from './run-screens.js';

/** A repeated request is about the same activity: its runs and its own row are completed, never doubled. */
const activityId = (person: string, key: string | undefined): string =>
  key === undefined
    ? newId()
    : createHash('sha256')
        .update(JSON.stringify([person, key]))
        .digest('hex')
        .slice(0, 21);

@Controller()
export class RunsController {
  constructor(
    private readonly orders: Orders,
    private readonly screens: RunScreens,
    private readonly activities: Activities,
    private readonly activityScreens: ActivityScreens,
    private readonly drafts: Drafts,
  ) {}

  @Route(runRoutes.get)
  async get(call: Call<typeof runRoutes.get>): Promise<AnswerOf<typeof runRoutes.get>> {
    const { run, unit, place } = await this.visible(call.params.run, call.reach);
    void call.reply.header('etag', `"${run.version}"`);
    return {
      id: run.id,
      campaign: run.campaign,
      unit,
      template: run.template,
      status: run.status,
      version: run.version,
      start: run.start,
      end: run.end,
      phases: run.phases as AnswerOf<typeof runRoutes.get>['phases'],
      steps: run.steps as AnswerOf<typeof runRoutes.get>['steps'],
      registers: run.registers,
      items: Object.values(run.items) as unknown as AnswerOf<typeof runRoutes.get>['items'],
      may: mayHere(call.who, place),
      forOthers: await this.screens.forOthers(call.who, run),
    };
  }

  @Route(runRoutes.history)
  async history(call: Call<typeof runRoutes.history>): Promise<AnswerOf<typeof runRoutes.history>> {
    await this.visible(call.params.run, call.reach);
    return this.screens.history(call.params.run, call.query);
  }

  @Route(runRoutes.command)
  async command(call: Call<typeof runRoutes.command>): Promise<AnswerOf<typeof runRoutes.command>> {
    const version = await this.orders.one(
      call.who,
      { run: call.params.run, command: call.body.command, onBehalfOf: call.body.onBehalfOf },
      { lang: call.lang, idempotencyKey: call.idempotencyKey, expected: call.ifMatch },
    );
    return { version };
  }

  @Route(runRoutes.bulk)
  bulk(call: Call<typeof runRoutes.bulk>): Promise<AnswerOf<typeof runRoutes.bulk>> {
    return this.orders.many(call.who, call.body.orders, { lang: call.lang, idempotencyKey: call.idempotencyKey });
  }

  @Route(runRoutes.mine)
  mine(call: Call<typeof runRoutes.mine>): Promise<AnswerOf<typeof runRoutes.mine>> {
    return this.screens.mine(call.who, call.query);
  }

  @Route(runRoutes.activity)
  activity(call: Call<typeof runRoutes.activity>): Promise<AnswerOf<typeof runRoutes.activity>> {
    const id = activityId(call.who.principal.person, call.idempotencyKey);
    const { lang, idempotencyKey } = call;
    return this.activities.record(call.who, id, call.body, call.reach, { lang, idempotencyKey });
  }

  @Route(runRoutes.activities)
  listActivities(call: Call<typeof runRoutes.activities>): Promise<AnswerOf<typeof runRoutes.activities>> {
    return this.activityScreens.list(call.reach, call.query);
  }

  @Route(runRoutes.activityOf)
  activityOf(call: Call<typeof runRoutes.activityOf>): Promise<AnswerOf<typeof runRoutes.activityOf>> {
    return this.activityScreens.get(call.params.activity, call.reach);
  }

  @Route(runRoutes.saveDraft)
  async saveDraft(call: Call<typeof runRoutes.saveDraft>): Promise<AnswerOf<typeof runRoutes.saveDraft>> {
    await this.visible(call.params.run, call.reach);
    return this.drafts.save(call.params.run, call.params.item, call.body.values, call.who.principal.person);
  }

  @Route(runRoutes.draft)
  async draft(call: Call<typeof runRoutes.draft>): Promise<AnswerOf<typeof runRoutes.draft>> {
    await this.visible(call.params.run, call.reach);
    return this.drafts.load(call.params.run, call.params.item);
  }

  /** The run, if it lies where the caller may look; otherwise it does not exist for them. */
  private async visible(id: string, reach: Reach): Promise<ShownRun> {
    const found = await this.screens.run(id);
    if (found === undefined || !covers(reach, found.place)) throw notFound('run');
    return found;
  }
}
