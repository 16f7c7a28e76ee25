/** The typed client: the same declarations, called over HTTP from browser, command line and tests. */
import type { ProblemDocument } from './problem.js';
import type { AnswerOf, AnyRoute, BodyInputOf, ParamsOf, QueryInputOf } from './route.js';

/** A refusal of the engine, with its problem document. */
export class ProblemResponse extends Error {
  override readonly name = 'ProblemResponse';
  constructor(readonly problem: ProblemDocument) {
    super(problem.detail);
  }
}

export interface ClientSettings {
  /** `http://127.0.0.1:4700`; empty in the browser, where requests go to the page's own address. */
  base?: string;
  /** API token, where there is no cookie session. */
  token?: string;
  /** Further headers for every request, e.g. a cookie in tests or Accept-Language. */
  headers?: () => Record<string, string>;
  fetch?: typeof globalThis.fetch;
}

export interface CallOptions<R> {
  params?: ParamsOf<R>;
  query?: QueryInputOf<R>;
  body?: BodyInputOf<R>;
  idempotencyKey?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}

/** Header that a page of another origin cannot send without being asked: the guard against forged requests. */
export const CSRF_HEADER = 'x-gangmu-request';

const segment = (value: unknown): string => encodeURIComponent(String(value));

/** The address of a call: path parameters and query filled in. */
export function addressOf(route: AnyRoute, params: object = {}, query: object = {}): string {
  const given = params as Record<string, unknown>;
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => segment(given[name]));
  const search = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${segment(name)}=${segment(Array.isArray(value) ? value.join(',') : value)}`);
  return search.length === 0 ? path : `${path}?${search.join('&')}`;
}

export interface Client {
  /** Calls a route; throws ProblemResponse when the engine refuses. */
  call<R extends AnyRoute>(route: R, options?: CallOptions<R>): Promise<AnswerOf<R>>;
}

/** Builds a client; it keeps no state beyond its settings. */
export function createClient(settings: ClientSettings = {}): Client {
  const send = settings.fetch ?? globalThis.fetch.bind(globalThis);
  return {
    async call<R extends AnyRoute>(route: R, options: CallOptions<R> = {}): Promise<AnswerOf<R>> {
      const headers: Record<string, string> = {
        accept: 'application/json',
        [CSRF_HEADER]: '1',
        ...settings.headers?.(),
      };
      if (settings.token !== undefined) headers['authorization'] = `Bearer ${settings.token}`;
      if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
      if (options.ifMatch !== undefined) headers['if-match'] = options.ifMatch;
      // A route without a schema for its body takes it as it is.
      const raw = route.body === undefined && route.consumes !== undefined;
      if (options.body !== undefined) headers['content-type'] = route.consumes ?? 'application/json';
      const response = await send(
        `${settings.base ?? ''}${addressOf(route, options.params ?? {}, options.query ?? {})}`,
        {
          method: route.method,
          headers,
          ...(options.body === undefined
            ? {}
            : { body: raw ? (options.body as RequestInit['body'] & {}) : JSON.stringify(options.body) }),
          ...(options.signal === undefined ? {} : { signal: options.signal }),
          credentials: 'same-origin',
        },
      );
      const text = await response.text();
      const json = (response.headers.get('content-type') ?? '').includes('json');
      const answer: unknown = text !== '' && json ? JSON.parse(text) : text;
      if (response.ok) return answer as AnswerOf<R>;
      throw new ProblemResponse(json ? (answer as ProblemDocument) : unreadable(response.status, route.path));
    },
  };
}

/** A proxy's error page or a cut connection: not one of the engine's own answers. */
const unreadable = (status: number, instance: string): ProblemDocument => ({
  type: 'about:blank',
  title: 'Unreadable answer',
  status,
  code: 'unreadable-answer',
  path: '',
  params: {},
  detail: `The server answered ${status} without saying why.`,
  instance,
});
