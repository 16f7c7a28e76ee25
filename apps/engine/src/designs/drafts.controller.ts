import { type AnswerOf, designRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Problem } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { inWords } from '../templates/templates.js';
import { linesInWords } from './design-boards.js';
import { DesignDrafts } from './design-drafts.js';
import { DesignLeases } from './design-leases.js';
import { DesignLive } from './design-live.js';
import { DesignPublishing } from './design-publishing.js';
import { rightsOf } from './design-rights.js';
import { leaseOf } from './design-rows.js';
import { compose, errorsOf } from './design-rules.js';
import { DesignStore } from './design-store.js';
import { keepDecisions, openDecisions } from './design-to-decide.js';

/** What is being worked on. */
@Controller()
export class DesignDraftsController {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly leases: DesignLeases,
    private readonly publishing: DesignPublishing,
    private readonly live: DesignLive,
  ) {}

  @Route(designRoutes.draft)
  async draft(call: Call<typeof designRoutes.draft>): Promise<AnswerOf<typeof designRoutes.draft>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    return this.drafts.draft(row, call.lang, call.query.lease);
  }

  @Route(designRoutes.saveDraft)
  async save(call: Call<typeof designRoutes.saveDraft>): Promise<AnswerOf<typeof designRoutes.saveDraft>> {
    const row = await this.store.open(call.params.design, rightsOf(call.who));
    const { lease, ...body } = call.body;
    const revision = call.ifMatch;
    if (revision === undefined) throw new Problem(428, 'draft-revision-missing', { path: '/headers/if-match' });
    return this.drafts.save(row, body, { person: call.who.principal.person, lease, revision, lang: call.lang });
  }

  @Route(designRoutes.discardDraft)
  async discard(call: Call<typeof designRoutes.discardDraft>): Promise<AnswerOf<typeof designRoutes.discardDraft>> {
    const row = await this.store.open(call.params.design, rightsOf(call.who));
    const by = { person: call.who.principal.person, lease: call.query.lease };
    return { revision: await this.drafts.discard(row, by) };
  }

  @Route(designRoutes.toDecide)
  async toDecide(call: Call<typeof designRoutes.toDecide>): Promise<AnswerOf<typeof designRoutes.toDecide>> {
    const { id } = await this.store.workable(call.params.design, rightsOf(call.who));
    return { open: await openDecisions(this.store.database, id) };
  }

  @Route(designRoutes.setToDecide)
  async setToDecide(call: Call<typeof designRoutes.setToDecide>): Promise<AnswerOf<typeof designRoutes.setToDecide>> {
    const { id } = await this.store.open(call.params.design, rightsOf(call.who));
    await keepDecisions(this.store.database, id, call.body.open);
    return { open: call.body.open };
  }

  @Route(designRoutes.autosaves)
  async autosaves(call: Call<typeof designRoutes.autosaves>): Promise<AnswerOf<typeof designRoutes.autosaves>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    return this.drafts.autosaves(row.id, call.query);
  }

  @Route(designRoutes.autosave)
  async autosave(call: Call<typeof designRoutes.autosave>): Promise<AnswerOf<typeof designRoutes.autosave>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    return this.drafts.autosave(row, call.params.id);
  }

  @Route(designRoutes.restoreAutosave)
  async restore(
    call: Call<typeof designRoutes.restoreAutosave>,
  ): Promise<AnswerOf<typeof designRoutes.restoreAutosave>> {
    const row = await this.store.open(call.params.design, rightsOf(call.who));
    const by = { person: call.who.principal.person, lease: call.body.lease, lang: call.lang };
    return this.drafts.restore(row, call.params.id, by);
  }

  @Route(designRoutes.takeLease)
  async takeLease(call: Call<typeof designRoutes.takeLease>): Promise<AnswerOf<typeof designRoutes.takeLease>> {
    const rights = rightsOf(call.who);
    const row = await this.store.open(call.params.design, rights);
    const { lease, takeOver } = call.body;
    const { revision } = await this.leases.take(row.id, { person: rights.person, lease, takeOver });
    const now = (await this.store.row(row.id))!;
    return { ...leaseOf(now, this.store.now(), lease)!, revision };
  }

  @Route(designRoutes.releaseLease)
  async releaseLease(
    call: Call<typeof designRoutes.releaseLease>,
  ): Promise<AnswerOf<typeof designRoutes.releaseLease>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    return { released: await this.leases.release(row.id, call.query.lease) };
  }

  @Route(designRoutes.live)
  async listen(call: Call<typeof designRoutes.live>): Promise<void> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    await this.live.listen(call.reply, row.id);
  }

  @Route(designRoutes.check)
  async check(call: Call<typeof designRoutes.check>): Promise<AnswerOf<typeof designRoutes.check>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    const working = await this.drafts.readable(row);
    const given = call.body.template !== undefined || call.body.difference !== undefined;
    const template = given ? compose(working.baseTemplate, call.body, working.difference).template : working.template;
    const { findings, tightenings } = await this.publishing.check(row, { ...working, template });
    return {
      findings: inWords(findings, call.lang),
      tightenings: linesInWords(tightenings, call.lang),
      publishable: errorsOf(findings).length === 0,
    };
  }
}
