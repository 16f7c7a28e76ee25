/** The session cookie and the check that a request was meant. */
import { CSRF_HEADER } from '@gangmu/contract';
import { ABSOLUTE_END } from '@gangmu/core';
import type { FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'gangmu_session';

/** The session's token in a Cookie header. */
export function sessionToken(header: string | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.split('=', 2);
    if (name?.trim() === SESSION_COOKIE) return value?.trim();
  }
  return undefined;
}

/**
 * Cookie that carries a session, or ends it when there is no token. `Secure` over HTTPS only: office networks are
 * often plain HTTP, where a secure cookie would never come back.
 */
export const sessionCookie = (token: string | null, secure: boolean): string =>
  `${SESSION_COOKIE}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${token === null ? 0 : ABSOLUTE_END / 1000}${secure ? '; Secure' : ''}`;

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether another site may have made the browser send this. Our own pages send a header that a page elsewhere cannot
 * send without being asked first, which is never allowed; a form of our own origin names it.
 */
export function mayBeForged(request: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  if (SAFE.has(request.method)) return false;
  if (request.headers[CSRF_HEADER] !== undefined) return false;
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined) return true;
  return URL.canParse(origin) ? new URL(origin).host !== host : true;
}
