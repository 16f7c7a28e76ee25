import { type AnswerOf, type Campaign, campaignRoutes } from '@gangmu/contract';
import type { Actor, Reach } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import { DesignReaders } from '../designs/design-readers.js';
import { rightsOf } from '../designs/design-rights.js';
import type { SignedIn } from '../platform/http/access.js';
import type { Call } from '../platform/http/call.js';
import { notFound } from '../platform/http/problem.js';
import { Repeats } from '../platform/http/repeats.js';
import { Route } from '../platform/http/route.js';
import { Templates } from '../templates/templates.js';
import { CampaignSurroundings, orderedSteps } from './campaign-surroundings.js';
import { CampaignScreens } from './campaign-screens.js';
import { chosenBy } from './chosen-units.js';
import { Launching } from './launching.js';
import { blankRows, overlaid } from './not-applicable.js';
import { quickRequest } from './quick-request.js';
import { campaignFigures, coverage, localItems, matrix } from './screens.js';
import { Recomputing } from './recomputing.js';
import { Steering } from './steering.js';

const designer = (who: SignedIn): Actor => ({ person: who.principal.person, role: 'designer' });

@Controller()
export class CampaignsController {
  constructor(
    private readonly screens: CampaignScreens,
    private readonly steering: Steering,
    private readonly recomputing: Recomputing,
    private readonly launching: Launching,
    private readonly templates: Templates,
    private readonly around: CampaignSurroundings,
    private readonly repeats: Repeats,
    private readonly readers: DesignReaders,
  ) {}

  @Route(campaignRoutes.list)
  list(call: Call<typeof campaignRoutes.list>): Promise<AnswerOf<typeof campaignRoutes.list>> {
    return this.screens.list(call.reach, call.query);
  }

  @Route(campaignRoutes.get)
  get(call: Call<typeof campaignRoutes.get>): Promise<Campaign> {
    return this.visible(call.params.campaign, call.reach);
  }

  @Route(campaignRoutes.launch)
  async launch(call: Call<typeof campaignRoutes.launch>): Promise<AnswerOf<typeof campaignRoutes.launch>> {
    const { template, name, scope, group, start, end, pending } = call.body;
    await this.around.unitWithin(scope, call.reach);
    if (!(await this.readers.mayRead(template, rightsOf(call.who)))) throw notFound('template');
    const request = {
      template,
      name,
      scope,
      group,
      start,
      end,
      pending,
      actor: designer(call.who),
      at: this.around.now(),
    };
    return this.repeats.once(campaignRoutes.launch, call, () => this.launching.begin(request));
  }

  @Route(campaignRoutes.quickRequest)
  async quickRequest(
    call: Call<typeof campaignRoutes.quickRequest>,
  ): Promise<AnswerOf<typeof campaignRoutes.quickRequest>> {
    const { title, scope, units, due, fields } = call.body;
    await this.around.unitWithin(scope, call.reach);
    // The template is made within: a repetition publishes nothing.
    return this.repeats.once(campaignRoutes.quickRequest, call, async () => {
      const at = this.around.now();
      const { template, start, end } = quickRequest({ title, fields, due, at });
      const { hash } = await this.templates.publish(template, call.who.principal.person);
      const actor = designer(call.who);
      const request = { template: hash, name: title, kind: 'quick-request' as const, scope, start, end, actor, at };
      return this.launching.begin(units === undefined ? request : { ...request, units });
    });
  }

  @Route(campaignRoutes.figures)
  async figures(call: Call<typeof campaignRoutes.figures>): Promise<AnswerOf<typeof campaignRoutes.figures>> {
    const campaign = await this.visible(call.params.campaign, call.reach);
    const at = this.around.now();
    const { pool } = this.around.database;
    const units = await this.screens.chosen(campaign.id, call.reach, chosenBy(call.query), this.around.today());
    const [covered, figures] = await Promise.all([
      coverage(pool, campaign.id, units),
      campaignFigures(pool, campaign.id, at, campaign.timeZone, units),
    ]);
    return { at, coverage: covered, ...figures };
  }

  @Route(campaignRoutes.units)
  async units(call: Call<typeof campaignRoutes.units>): Promise<AnswerOf<typeof campaignRoutes.units>> {
    await this.visible(call.params.campaign, call.reach);
    return this.screens.units(call.params.campaign, call.reach, call.query, this.around.today());
  }

  @Route(campaignRoutes.templates)
  async runsOn(call: Call<typeof campaignRoutes.templates>): Promise<AnswerOf<typeof campaignRoutes.templates>> {
    await this.visible(call.params.campaign, call.reach);
    return { templates: await this.screens.templates(call.params.campaign, call.reach) };
  }

  @Route(campaignRoutes.matrix)
  async matrix(call: Call<typeof campaignRoutes.matrix>): Promise<AnswerOf<typeof campaignRoutes.matrix>> {
    const campaign = await this.visible(call.params.campaign, call.reach);
    const template = await this.around.template(campaign.template);
    const steps = orderedSteps(template);
    const only = call.query.units?.split(',') ?? null;
    const at = this.around.now();
    const runs = await this.screens.runs(campaign.id, call.reach, only);
    const cells = await matrix(this.around.database.pool, campaign.id, steps, at, only);
    const adapted = runs.filter((run) => run.template !== campaign.template);
    const own = blankRows(template, steps);
    const blanks = new Map(
      await Promise.all(
        [...new Set(adapted.map((run) => run.template))].map(
          async (hash) => [hash, blankRows(await this.around.template(hash), steps)] as const,
        ),
      ),
    );
    const local = await localItems(
      this.around.database.pool,
      campaign.id,
      steps,
      at,
      adapted.map(({ unit }) => unit),
    );
    const units = runs.map(({ unit, run, template: hash, facts }) => {
      const extra = local.get(unit);
      const blank = blanks.get(hash) ?? own;
      return {
        unit,
        run,
        cells: overlaid(cells.get(unit), blank(facts)),
        ...(extra === undefined ? {} : { local: extra }),
      };
    });
    return { at, steps, units };
  }

  @Route(campaignRoutes.exempt)
  async exempt(call: Call<typeof campaignRoutes.exempt>): Promise<AnswerOf<typeof campaignRoutes.exempt>> {
    const { campaign, unit } = call.params;
    await this.around.unitWithin(unit, call.reach);
    await this.around.insistFromAbove(call.who, campaign, unit);
    await this.steering.exempt(call.who, campaign, unit, call.body.reason);
    const within = await this.screens.chosen(campaign, call.reach, {}, this.around.today());
    return coverage(this.around.database.pool, campaign, within);
  }

  @Route(campaignRoutes.join)
  async join(call: Call<typeof campaignRoutes.join>): Promise<AnswerOf<typeof campaignRoutes.join>> {
    const { campaign, unit } = call.params;
    await this.around.unitWithin(unit, call.reach);
    return { run: await this.steering.join(call.who, campaign, unit) };
  }

  @Route(campaignRoutes.previewMove)
  async previewMove(
    call: Call<typeof campaignRoutes.previewMove>,
  ): Promise<AnswerOf<typeof campaignRoutes.previewMove>> {
    await this.visible(call.params.campaign, call.reach);
    return this.steering.previewMove(call.params.campaign, call.reach, call.body);
  }

  @Route(campaignRoutes.move)
  async move(call: Call<typeof campaignRoutes.move>): Promise<AnswerOf<typeof campaignRoutes.move>> {
    await this.visible(call.params.campaign, call.reach);
    const options = { lang: call.lang, idempotencyKey: call.idempotencyKey };
    return this.steering.move(call.who, call.params.campaign, call.reach, call.body, options);
  }

  @Route(campaignRoutes.previewRecompute)
  async previewRecompute(
    call: Call<typeof campaignRoutes.previewRecompute>,
  ): Promise<AnswerOf<typeof campaignRoutes.previewRecompute>> {
    const campaign = await this.visible(call.params.campaign, call.reach);
    return this.recomputing.preview(campaign.id);
  }

  @Route(campaignRoutes.recompute)
  async recompute(call: Call<typeof campaignRoutes.recompute>): Promise<AnswerOf<typeof campaignRoutes.recompute>> {
    const campaign = await this.visible(call.params.campaign, call.reach);
    // It concerns every unit in scope, so it takes the right over the whole scope.
    await this.around.unitWithin(campaign.scope.id, call.reach);
    return { job: await this.recomputing.begin(campaign.id, designer(call.who)) };
  }

  @Route(campaignRoutes.close)
  async close(call: Call<typeof campaignRoutes.close>): Promise<AnswerOf<typeof campaignRoutes.close>> {
    const campaign = await this.visible(call.params.campaign, call.reach);
    // Closing ends it for every unit in scope, so it takes the right over the whole scope.
    await this.around.unitWithin(campaign.scope.id, call.reach);
    return { closed: await this.steering.close(call.who, campaign.id, call.query.anyway === 'true') };
  }

  private async visible(id: string, reach: Reach): Promise<Campaign> {
    const campaign = await this.screens.get(id, reach);
    if (campaign === undefined) throw notFound('campaign');
    return campaign;
  }
}
