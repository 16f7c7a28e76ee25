import type { Param, Refusal } from '@gangmu/core';

/** A refusal on its way out: status for machines, code and parameters for the words in either language. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly path: string;
  readonly params: Record<string, Param>;
  readonly problems: Refusal[];
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly code: string,
    rest: {
      path?: string;
      params?: Record<string, Param>;
      problems?: Refusal[];
      headers?: Record<string, string>;
    } = {},
  ) {
    super(code);
    this.path = rest.path ?? '';
    this.params = rest.params ?? {};
    this.problems = rest.problems ?? [];
    this.headers = rest.headers ?? {};
  }
}

export const notFound = (what: string): Problem => new Problem(404, 'not-found', { params: { what } });
export const forbidden = (permission: string): Problem => new Problem(403, 'forbidden', { params: { permission } });

/** Refusals whose meaning is not "the request cannot be carried out as it is" (422). */
const STATUS_OF: Record<string, number> = {
  'run-unknown': 404,
  'item-unknown': 404,
  'not-allowed': 403,
  'version-conflict': 409,
};

/** The core's refusal as a problem. */
export const refused = (refusal: Refusal): Problem =>
  new Problem(STATUS_OF[refusal.code] ?? 422, refusal.code, { path: refusal.path, params: refusal.params });
