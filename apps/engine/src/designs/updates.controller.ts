import { type AnswerOf, designRoutes } from '@gangmu/contract';
import type { Decision } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Problem } from '../platform/http/problem.js';
import { Repeats } from '../platform/http/repeats.js';
import { Route } from '../platform/http/route.js';
import { Bounding } from './bounding.js';
import { differencesBelow } from './design-below.js';
import { provenanceOf } from './design-boards.js';
import { DesignInbox } from './design-inbox.js';
import { rightsOf } from './design-rights.js';
import { DesignStore } from './design-store.js';
import { DesignUpdates } from './design-updates.js';
import { DesignVariances } from './design-variances.js';

/** Between the levels: what comes from above, and what is asked of it. */
@Controller()
export class DesignUpdatesController {
  constructor(
    private readonly store: DesignStore,
    private readonly updates: DesignUpdates,
    private readonly bounding: Bounding,
    private readonly variances: DesignVariances,
    private readonly repeats: Repeats,
    private readonly inboxes: DesignInbox,
  ) {}

  @Route(designRoutes.base)
  async base(call: Call<typeof designRoutes.base>): Promise<AnswerOf<typeof designRoutes.base>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    if (row.kind === 'template') throw new Problem(422, 'design-adaptation-only');
    const hash = row.draft_base ?? row.version?.base ?? row.above?.hash;
    if (hash === undefined || hash === null) throw new Problem(422, 'design-nothing-above');
    const template = await this.store.base(hash);
    const [links, { grants, on }] = await Promise.all([
      this.store.chainOf(row.root_id, hash, row.path),
      this.bounding.of(row, template, hash),
    ]);
    const open = grants.filter(({ to }) => to === undefined || on <= to);
    return { hash, template, provenance: provenanceOf(links), grants: open.map((grant) => ({ ...grant })), on };
  }

  @Route(designRoutes.below)
  async below(call: Call<typeof designRoutes.below>): Promise<AnswerOf<typeof designRoutes.below>> {
    const rights = rightsOf(call.who);
    const row = await this.store.visible(call.params.design, rights);
    return { unit: row.unit, adaptations: await differencesBelow(this.store, row, rights) };
  }

  @Route(designRoutes.update)
  async update(call: Call<typeof designRoutes.update>): Promise<AnswerOf<typeof designRoutes.update>> {
    return this.updates.preview(await this.store.workable(call.params.design, rightsOf(call.who)), call.lang);
  }

  @Route(designRoutes.decide)
  async decide(call: Call<typeof designRoutes.decide>): Promise<AnswerOf<typeof designRoutes.decide>> {
    const rights = rightsOf(call.who);
    const row = await this.store.open(call.params.design, rights);
    const { against, reopen } = call.body;
    const decisions = call.body.decisions.map(
      ({ conflict, choice, value, as, reason }): Decision => ({
        conflict,
        choice,
        ...(value === undefined ? {} : { value }),
        ...(as === undefined ? {} : { as }),
        ...(reason === undefined ? {} : { reason }),
      }),
    );
    return this.updates.decide(row, { against, decisions, reopen }, { person: rights.person, lang: call.lang });
  }

  @Route(designRoutes.applyUpdate)
  async apply(call: Call<typeof designRoutes.applyUpdate>): Promise<AnswerOf<typeof designRoutes.applyUpdate>> {
    const rights = rightsOf(call.who);
    const row = await this.store.open(call.params.design, rights);
    return this.updates.apply(row, call.body, { person: rights.person, lang: call.lang });
  }

  @Route(designRoutes.inbox)
  inbox(call: Call<typeof designRoutes.inbox>): Promise<AnswerOf<typeof designRoutes.inbox>> {
    return this.inboxes.of(rightsOf(call.who));
  }

  @Route(designRoutes.seeAnswers)
  async seeAnswers(call: Call<typeof designRoutes.seeAnswers>): Promise<AnswerOf<typeof designRoutes.seeAnswers>> {
    const rights = rightsOf(call.who);
    const { root_id: root } = await this.store.visible(call.params.design, rights);
    return { seen: await this.inboxes.see(root, rights) };
  }

  @Route(designRoutes.variances)
  async list(call: Call<typeof designRoutes.variances>): Promise<AnswerOf<typeof designRoutes.variances>> {
    const rights = rightsOf(call.who);
    return this.variances.list(await this.store.visible(call.params.design, rights), rights, call.query, call.lang);
  }

  @Route(designRoutes.askVariance)
  async ask(call: Call<typeof designRoutes.askVariance>): Promise<AnswerOf<typeof designRoutes.askVariance>> {
    const rights = rightsOf(call.who);
    const row = await this.store.published(call.params.design, rights);
    return this.repeats.once(designRoutes.askVariance, call, () =>
      this.variances.ask(row, call.body, rights, call.lang),
    );
  }

  @Route(designRoutes.varianceAnswerer)
  async answerer(
    call: Call<typeof designRoutes.varianceAnswerer>,
  ): Promise<AnswerOf<typeof designRoutes.varianceAnswerer>> {
    const rights = rightsOf(call.who);
    return this.variances.asked(await this.store.published(call.params.design, rights), call.query, rights);
  }

  @Route(designRoutes.answerVariance)
  async answer(call: Call<typeof designRoutes.answerVariance>): Promise<AnswerOf<typeof designRoutes.answerVariance>> {
    const rights = rightsOf(call.who);
    const row = await this.store.visible(call.params.design, rights);
    return this.variances.answer(row, call.params.variance, call.body, rights, call.lang);
  }

  @Route(designRoutes.withdrawVariance)
  async withdraw(
    call: Call<typeof designRoutes.withdrawVariance>,
  ): Promise<AnswerOf<typeof designRoutes.withdrawVariance>> {
    const rights = rightsOf(call.who);
    const row = await this.store.visible(call.params.design, rights);
    return this.variances.withdraw(row, call.params.variance, call.body.reason, rights, call.lang);
  }
}
