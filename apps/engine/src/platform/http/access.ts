import type { Principal } from '@gangmu/core';
import type { FastifyRequest } from 'fastify';

/** Somebody the engine knows, and how they came in. */
export interface SignedIn {
  principal: Principal;
  login: string;
  name: { zh: string; en?: string };
  /** Until a new password is chosen only the routes in `session` and `public` answer. */
  mustChangePassword: boolean;
  via: 'session' | 'token';
  /** Id of the session or token. */
  key: string;
}

/** Who is asking. The access slice provides it; without it nobody is let in. */
export abstract class Access {
  /**
   * The signed-in person behind a request, null when there is none.
   * Throws a Problem for what is wrong with the request itself (forged, expired …).
   * @param bare whether the answer is written past the hooks that add to it, so that it can carry no cookie
   */
  abstract authenticate(request: FastifyRequest, bare: boolean): Promise<SignedIn | null>;
}
