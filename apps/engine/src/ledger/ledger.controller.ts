import { type AnswerOf, ledgerRoutes, type ProblemAnswer } from '@gangmu/contract';
import { reachOf, type RuleCommand } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { type Asking, Ledger } from './ledger.js';
import { LedgerScreens } from './ledger-screens.js';

const askingOf = (call: Pick<Call, 'who' | 'reach' | 'idempotencyKey' | 'ifMatch'>): Asking => ({
  who: call.who,
  reach: call.reach,
  idempotencyKey: call.idempotencyKey,
  expected: call.ifMatch,
});

@Controller()
export class LedgerController {
  constructor(
    private readonly ledger: Ledger,
    private readonly screens: LedgerScreens,
  ) {}

  @Route(ledgerRoutes.list)
  list(call: Call<typeof ledgerRoutes.list>): Promise<AnswerOf<typeof ledgerRoutes.list>> {
    return this.screens.list(call.query, call.reach);
  }

  @Route(ledgerRoutes.figures)
  figures(call: Call<typeof ledgerRoutes.figures>): Promise<AnswerOf<typeof ledgerRoutes.figures>> {
    return this.screens.figures(call.query, call.reach);
  }

  @Route(ledgerRoutes.get)
  get(call: Call<typeof ledgerRoutes.get>): Promise<ProblemAnswer> {
    return this.answer(call, call.params.problem);
  }

  @Route(ledgerRoutes.record)
  async record(call: Call<typeof ledgerRoutes.record>): Promise<ProblemAnswer> {
    const { campaign, unit, entry } = call.body;
    return this.answer(call, await this.ledger.record(askingOf(call), campaign, unit, entry));
  }

  @Route(ledgerRoutes.command)
  async command(call: Call<typeof ledgerRoutes.command>): Promise<ProblemAnswer> {
    await this.ledger.command(askingOf(call), call.params.problem, call.body);
    return this.answer(call, call.params.problem);
  }

  @Route(ledgerRoutes.verify)
  async verify(call: Call<typeof ledgerRoutes.verify>): Promise<ProblemAnswer> {
    await this.ledger.command(askingOf(call), call.params.problem, call.body);
    return this.answer(call, call.params.problem);
  }

  @Route(ledgerRoutes.rules)
  rules(call: Call<typeof ledgerRoutes.rules>): Promise<AnswerOf<typeof ledgerRoutes.rules>> {
    return this.screens.rules(call.query, call.reach);
  }

  @Route(ledgerRoutes.recordRule)
  async recordRule(call: Call<typeof ledgerRoutes.recordRule>): Promise<AnswerOf<typeof ledgerRoutes.recordRule>> {
    const body = call.body as Omit<Extract<RuleCommand, { rule: string }>, 'rule'>;
    return this.rule(call, await this.ledger.recordRule(askingOf(call), body));
  }

  @Route(ledgerRoutes.changeRule)
  async changeRule(call: Call<typeof ledgerRoutes.changeRule>): Promise<AnswerOf<typeof ledgerRoutes.changeRule>> {
    await this.ledger.changeRule(askingOf(call), call.params.rule, call.body);
    return this.rule(call, call.params.rule);
  }

  private async answer(call: Pick<Call, 'who' | 'reply'>, id: string): Promise<ProblemAnswer> {
    const problem = await this.screens.get(id, reachOf(call.who.principal, 'ledger:read'));
    if (!problem) throw notFound('problem');
    void call.reply.header('etag', `"${problem.version}"`);
    return problem;
  }

  private async rule(call: Pick<Call, 'who'>, id: string): Promise<AnswerOf<typeof ledgerRoutes.recordRule>> {
    const found = await this.screens.rules({ limit: 1 }, reachOf(call.who.principal, 'ledger:read'), id);
    const [rule] = found.entries;
    if (!rule) throw notFound('rule');
    return rule;
  }
}
