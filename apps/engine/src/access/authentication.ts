/** From a request to who is asking: session cookie or API token. */
import { ROTATE_EVERY } from '@gangmu/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { Access, type SignedIn } from '../platform/http/access.js';
import { Problem } from '../platform/http/problem.js';
import { mayBeForged, sessionCookie, sessionToken } from './cookies.js';
import { type KnownPerson, knownPerson } from './principals.js';
import { findSession } from './sessions.js';
import { findToken } from './tokens.js';

/**
 * What a token meant a moment ago still holds. Long enough to spare the database three queries per request of a busy
 * clerk, short enough that a revocation made in another process is felt at once; in this one it is felt immediately.
 */
const REMEMBERED_FOR = 2_000;
const MOST_REMEMBERED = 5_000;

export interface Authenticated extends SignedIn {
  known: KnownPerson;
}

export interface Surroundings {
  /** Real time: sessions and tokens end by it, also while the engine runs on a stepped clock. */
  wall: () => number;
  /** Today where the offices are, by the engine's clock: posts are held by it. */
  today: () => string;
}

export class Authentication extends Access {
  private readonly remembered = new Map<string, { who: Authenticated; until: number }>();
  private readonly cookies = new WeakMap<FastifyRequest, string>();

  constructor(
    private readonly pool: Pool,
    private readonly around: Surroundings,
  ) {
    super();
  }

  async authenticate(request: FastifyRequest, bare: boolean): Promise<Authenticated | null> {
    const bearer = /^Bearer +([\w.-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (request.headers.authorization !== undefined) {
      const who = bearer === undefined ? undefined : await this.remember(`token ${bearer}`, () => this.byToken(bearer));
      if (who === undefined) throw new Problem(401, 'token-invalid');
      return who;
    }
    const token = sessionToken(request.headers.cookie);
    if (token === undefined || token === '') return null;
    if (mayBeForged(request)) throw new Problem(403, 'request-forged');
    return (await this.remember(`session ${token}`, () => this.bySession(token, request, bare))) ?? null;
  }

  /** Puts a cookie on the answer to a request; `null` ends the session in the browser. */
  carry(request: FastifyRequest, token: string | null): void {
    this.cookies.set(request, sessionCookie(token, request.protocol === 'https'));
  }

  /** To be called on every answer: adds the cookie that is to go with it. */
  onAnswer(request: FastifyRequest, reply: FastifyReply): void {
    const cookie = this.cookies.get(request);
    if (cookie !== undefined) reply.header('set-cookie', cookie);
  }

  /** Rights or sessions changed: everything is looked up afresh. */
  forget(): void {
    this.remembered.clear();
  }

  private async remember(
    key: string,
    find: () => Promise<Authenticated | undefined>,
  ): Promise<Authenticated | undefined> {
    const now = this.around.wall();
    const known = this.remembered.get(key);
    if (known !== undefined && known.until > now) return known.who;
    const who = await find();
    this.remembered.delete(key);
    if (who === undefined) return undefined;
    if (this.remembered.size >= MOST_REMEMBERED) {
      const oldest = this.remembered.keys().next().value;
      if (oldest !== undefined) this.remembered.delete(oldest);
    }
    this.remembered.set(key, { who, until: now + Math.min(REMEMBERED_FOR, ROTATE_EVERY) });
    return who;
  }

  private async bySession(token: string, request: FastifyRequest, bare: boolean): Promise<Authenticated | undefined> {
    const session = await findSession(this.pool, token, this.around.wall(), bare ? 'keep' : 'exchange');
    if (session === undefined) return undefined;
    const known = await knownPerson(this.pool, session.person, this.around.today());
    if (known === undefined) return undefined;
    if (session.exchanged !== undefined) this.carry(request, session.exchanged);
    return { ...signedIn(known), via: 'session', key: session.id };
  }

  private async byToken(secret: string): Promise<Authenticated | undefined> {
    const token = await findToken(this.pool, secret, this.around.wall());
    if (token === undefined) return undefined;
    const known = await knownPerson(this.pool, token.person, this.around.today());
    if (known === undefined || known.mustChangePassword) return undefined;
    const principal = { ...known.principal, limit: { permissions: token.permissions, within: token.within } };
    return { ...signedIn({ ...known, principal }), via: 'token', key: token.id };
  }
}

const signedIn = (known: KnownPerson): Omit<Authenticated, 'via' | 'key'> => ({
  principal: known.principal,
  login: known.login,
  name: known.name,
  mustChangePassword: known.mustChangePassword,
  known,
});
