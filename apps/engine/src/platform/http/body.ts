/** JSON bodies: parsed once, refused early when oversized, nested too deeply or shaped to poison prototypes. */
import { routes } from '@gangmu/contract';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';

export const BODY_LIMIT = 1024 * 1024;
const MAX_DEPTH = 40;

/** Finds excessive nesting in the text itself, before anything is built from it. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
}

const FORBIDDEN = /"(?:__proto__|(?:_|\\u005[fF]){2}proto(?:_|\\u005[fF]){2})"\s*:/;

const SURROGATE = /\\u[dD][89a-fA-F]/;
/** `JSON.stringify` escapes halves only; an escaped backslash before `ud8` is the user's own text. */
const HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/** Parses a JSON body. @throws Problem with a code that says what is wrong */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  if (tooDeep(text)) throw new Problem(400, 'json-too-deep', { params: { max: MAX_DEPTH } });
  if (FORBIDDEN.test(text)) throw new Problem(400, 'json-forbidden-key', { params: { key: '__proto__' } });
  // PostgreSQL cannot store NUL in text: refused here once instead of failing at each place.
  if (text.includes('\\u0000')) throw new Problem(400, 'json-nul-character');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, 'json-malformed');
  }
  // Half a surrogate pair is no text: neither PostgreSQL nor canonical JSON has a form for it.
  if (SURROGATE.test(text) && HALF.test(JSON.stringify(value))) throw new Problem(400, 'json-half-character');
  return value;
}

const largest = new Map(routes.map(({ path, method, largestBody }) => [`${method} ${path}`, largestBody]));

/** Replaces Fastify's own JSON parser. Before any route is added: some take larger bodies than others. */
export function acceptJson(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const most = largest.get(`${String(route.method)} ${route.url}`);
    if (most !== undefined) route.bodyLimit = most;
  });
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_, text, done) => {
    try {
      done(null, parseJson(text as string));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}
