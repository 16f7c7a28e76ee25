import { OCTETS, routes } from '@gangmu/contract';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../platform/http/problem.js';

const taking = new Set(routes.filter((route) => route.consumes === OCTETS).map((route) => route.path));

/**
 * Lets the routes that ask for it have their body as a stream: nothing is read before the guard has let the request
 * through, and the handler says how much it takes. Every other route goes on refusing such a body.
 */
export function acceptRawBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(OCTETS, (request, body, done) => {
    if (taking.has(request.routeOptions.url ?? '')) done(null, body);
    else done(new Problem(415, 'media-type-unsupported'), undefined);
  });
}
