import { type AnswerOf, tokenRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { answer } from '../units/answer.js';
import { recordAccess } from './access-record.js';
import { Authentication } from './authentication.js';
import { insistOnSession } from './session.controller.js';
import { listTokens, makeToken, revokeToken } from './tokens.js';

type Routes = typeof tokenRoutes;

/** One's own API tokens. A token makes no tokens: what leaked would outlive its revocation. */
@Controller()
export class TokensController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly authentication: Authentication,
  ) {}

  @Route(tokenRoutes.list)
  async list(call: Call<Routes['list']>): Promise<AnswerOf<Routes['list']>> {
    return { tokens: await listTokens(this.database.pool, call.who.principal.person) };
  }

  @Route(tokenRoutes.create)
  async create(call: Call<Routes['create']>): Promise<AnswerOf<Routes['create']>> {
    const { principal } = insistOnSession(call);
    return this.database.transaction(async (sql) => {
      const made = answer(await makeToken(sql, principal, call.body, Date.now()));
      const { id: token, permissions, expiresAt } = made.token;
      const person = principal.person;
      await recordAccess(sql, { person }, this.clock.now(), {
        type: 'TokenMade',
        token,
        person,
        permissions,
        expiresAt,
      });
      return made;
    });
  }

  @Route(tokenRoutes.revoke)
  async revoke(call: Call<Routes['revoke']>): Promise<AnswerOf<Routes['revoke']>> {
    const person = call.who.principal.person;
    const token = call.params.token;
    await this.database.transaction(async (sql) => {
      if (!(await revokeToken(sql, person, token, Date.now()))) throw notFound('token');
      await recordAccess(sql, { person }, this.clock.now(), { type: 'TokenRevoked', token, person });
    });
    this.authentication.forget();
    return {};
  }
}
