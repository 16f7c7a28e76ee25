import { type AnswerOf, designRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Route } from '../platform/http/route.js';
import { DesignDecisions } from './design-decisions.js';
import { rightsOf } from './design-rights.js';
import { DesignStore } from './design-store.js';

/** What was decided in taking over from above. */
@Controller()
export class DesignDecisionsController {
  constructor(
    private readonly store: DesignStore,
    private readonly decisions: DesignDecisions,
  ) {}

  @Route(designRoutes.decisions)
  async list(call: Call<typeof designRoutes.decisions>): Promise<AnswerOf<typeof designRoutes.decisions>> {
    return this.decisions.list(await this.store.workable(call.params.design, rightsOf(call.who)), call.lang);
  }

  @Route(designRoutes.decideAnew)
  async anew(call: Call<typeof designRoutes.decideAnew>): Promise<AnswerOf<typeof designRoutes.decideAnew>> {
    const rights = rightsOf(call.who);
    const row = await this.store.open(call.params.design, rights);
    return this.decisions.anew(row, call.body, { person: rights.person, lang: call.lang });
  }
}
