import { type AnswerOf, designRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Repeats } from '../platform/http/repeats.js';
import { Route } from '../platform/http/route.js';
import { DesignAdoption } from './design-adoption.js';
import { DesignBoards } from './design-boards.js';
import { rightsOf } from './design-rights.js';
import { DesignSources } from './design-sources.js';
import { DesignStore } from './design-store.js';
import { Designs } from './designs.js';

/** Designs themselves, and what is read across them. */
@Controller()
export class DesignsController {
  constructor(
    private readonly designs: Designs,
    private readonly store: DesignStore,
    private readonly boards: DesignBoards,
    private readonly adoptions: DesignAdoption,
    private readonly sources: DesignSources,
    private readonly repeats: Repeats,
  ) {}

  @Route(designRoutes.list)
  list(call: Call<typeof designRoutes.list>): Promise<AnswerOf<typeof designRoutes.list>> {
    return this.designs.list(call.query, rightsOf(call.who));
  }

  @Route(designRoutes.shipped)
  async shipped(): Promise<AnswerOf<typeof designRoutes.shipped>> {
    return { templates: await this.sources.allShipped() };
  }

  @Route(designRoutes.organisation)
  async organisation(
    call: Call<typeof designRoutes.organisation>,
  ): Promise<AnswerOf<typeof designRoutes.organisation>> {
    return this.store.organisation(await this.store.unitWithin(call.query.unit, rightsOf(call.who).write));
  }

  @Route(designRoutes.create)
  create(call: Call<typeof designRoutes.create>): Promise<AnswerOf<typeof designRoutes.create>> {
    return this.repeats.once(designRoutes.create, call, () =>
      this.designs.create(call.body, rightsOf(call.who), call.lang),
    );
  }

  @Route(designRoutes.adapt)
  async adapt(call: Call<typeof designRoutes.adapt>): Promise<AnswerOf<typeof designRoutes.adapt>> {
    const rights = rightsOf(call.who);
    const of = await this.store.published(call.params.design, rights);
    return this.repeats.once(designRoutes.adapt, call, () => this.designs.adapt(of, call.body, rights));
  }

  @Route(designRoutes.get)
  get(call: Call<typeof designRoutes.get>): Promise<AnswerOf<typeof designRoutes.get>> {
    return this.designs.one(call.params.design, rightsOf(call.who), call.query.lease);
  }

  @Route(designRoutes.change)
  async change(call: Call<typeof designRoutes.change>): Promise<AnswerOf<typeof designRoutes.change>> {
    const rights = rightsOf(call.who);
    return this.designs.change(await this.store.workable(call.params.design, rights), call.body, rights);
  }

  @Route(designRoutes.compare)
  async compare(call: Call<typeof designRoutes.compare>): Promise<AnswerOf<typeof designRoutes.compare>> {
    const rights = rightsOf(call.who);
    return this.boards.compare(await this.store.visible(call.params.design, rights), call.query, rights, call.lang);
  }

  @Route(designRoutes.effective)
  async effective(call: Call<typeof designRoutes.effective>): Promise<AnswerOf<typeof designRoutes.effective>> {
    const rights = rightsOf(call.who);
    return this.boards.effective(await this.store.published(call.params.design, rights), call.params.unit, rights);
  }

  @Route(designRoutes.adoption)
  async adoption(call: Call<typeof designRoutes.adoption>): Promise<AnswerOf<typeof designRoutes.adoption>> {
    const rights = rightsOf(call.who);
    return this.adoptions.board(await this.store.visible(call.params.design, rights), rights, call.lang);
  }

  @Route(designRoutes.remind)
  async remind(call: Call<typeof designRoutes.remind>): Promise<AnswerOf<typeof designRoutes.remind>> {
    const rights = rightsOf(call.who);
    return this.adoptions.remind(await this.store.workable(call.params.design, rights), call.body, rights);
  }

  @Route(designRoutes.decline)
  async decline(call: Call<typeof designRoutes.decline>): Promise<AnswerOf<typeof designRoutes.decline>> {
    const rights = rightsOf(call.who);
    return this.adoptions.decline(await this.store.published(call.params.design, rights), call.body.unit, rights);
  }

  @Route(designRoutes.tightenings)
  async tightenings(call: Call<typeof designRoutes.tightenings>): Promise<AnswerOf<typeof designRoutes.tightenings>> {
    const rights = rightsOf(call.who);
    return this.boards.tightenings(await this.store.visible(call.params.design, rights), rights, call.lang);
  }

  @Route(designRoutes.acknowledge)
  async acknowledge(call: Call<typeof designRoutes.acknowledge>): Promise<AnswerOf<typeof designRoutes.acknowledge>> {
    const rights = rightsOf(call.who);
    return this.boards.acknowledge(await this.store.workable(call.params.design, rights), call.body, rights);
  }
}
