import { type AnswerOf, type Me, sessionRoutes } from '@gangmu/contract';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { Problem } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { answer } from '../units/answer.js';
import { officeDay } from '../units/office-day.js';
import { recordAccess } from './access-record.js';
import { type Authenticated, Authentication } from './authentication.js';
import { mayBeForged } from './cookies.js';
import { meOf } from './me.js';
import { knownPerson } from './principals.js';
import { endSession } from './sessions.js';
import { changePassword, redeemCode, type Started, signIn } from './sign-in.js';

type Routes = typeof sessionRoutes;

/** Without this a page elsewhere could sign somebody in as somebody else. */
export function insistOnOwnPage(request: FastifyRequest): void {
  if (mayBeForged(request)) throw new Problem(403, 'request-forged');
}

/** What concerns one's own session may not be done by a program holding a token. */
export function insistOnSession(call: Pick<Call, 'who'>): Authenticated {
  if (call.who.via !== 'session') throw new Problem(403, 'session-needed');
  return call.who as Authenticated;
}

@Controller()
export class SessionController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly authentication: Authentication,
  ) {}

  @Route(sessionRoutes.signIn)
  async signIn(call: Call<Routes['signIn']>): Promise<AnswerOf<Routes['signIn']>> {
    insistOnOwnPage(call.request);
    return this.begun(call.request, answer(await signIn(this.database, call.body, call.request.ip, Date.now())));
  }

  @Route(sessionRoutes.redeem)
  async redeem(call: Call<Routes['redeem']>): Promise<AnswerOf<Routes['redeem']>> {
    insistOnOwnPage(call.request);
    const started = answer(await redeemCode(this.database, call.body, call.request.ip, Date.now()));
    this.authentication.forget();
    return this.begun(call.request, started);
  }

  @Route(sessionRoutes.me)
  me(call: Call<Routes['me']>): AnswerOf<Routes['me']> {
    const who = call.who as Authenticated;
    return meOf({ ...who.known, principal: { ...who.known.principal, ...limitOf(who) } }, who.via);
  }

  @Route(sessionRoutes.signOut)
  async signOut(call: Call<Routes['signOut']>): Promise<AnswerOf<Routes['signOut']>> {
    const who = insistOnSession(call);
    const person = who.principal.person;
    await this.database.transaction(async (sql) => {
      await endSession(sql, who.key);
      await recordAccess(sql, { person }, this.clock.now(), { type: 'SignedOut', person, session: who.key });
    });
    this.authentication.forget();
    this.authentication.carry(call.request, null);
    return {};
  }

  @Route(sessionRoutes.changePassword)
  async changePassword(call: Call<Routes['changePassword']>): Promise<AnswerOf<Routes['changePassword']>> {
    const who = insistOnSession(call);
    const self = { person: who.principal.person, login: who.login, session: who.key };
    const done = answer(await changePassword(this.database, self, call.body, call.request.ip, Date.now()));
    this.authentication.forget();
    return done;
  }

  /** Answers a sign-in: the cookie, and who one is. */
  private async begun(request: FastifyRequest, started: Started): Promise<Me> {
    const known = await knownPerson(this.database.pool, started.person, officeDay(this.clock));
    if (known === undefined) throw new Problem(401, 'sign-in.wrong');
    this.authentication.carry(request, started.token);
    return meOf(known, 'session');
  }
}

/** A token's own limits narrow what its bearer is told they may do. */
const limitOf = (who: Authenticated): Pick<Authenticated['principal'], 'limit'> =>
  who.principal.limit === undefined ? {} : { limit: who.principal.limit };
