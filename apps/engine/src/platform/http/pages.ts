import { existsSync } from 'node:fs';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';
import type { ProblemFilter } from './problem-filter.js';

/**
 * The editor's files: hashed assets may be kept for ever, the page itself never, and every address that is not a file
 * is the page (its router knows the rest). Works over plain http, which office networks use.
 */
export async function servePages(fastify: FastifyInstance, folder: string, problems: ProblemFilter): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // antd writes its styles at run time
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Both need https, which an office network may not have.
    strictTransportSecurity: false,
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
  });
  // Streams are written past Fastify and are not touched by this.
  await fastify.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'] });
  const built = existsSync(folder);
  if (built) {
    await fastify.register(serveStatic, {
      root: folder,
      wildcard: false,
      setHeaders: (reply, path) => {
        const forEver = path.includes('/assets/');
        reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  fastify.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html');
    if (page && built) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return problems.answer(new Problem(404, 'not-found', { params: { what: 'route' } }), request, reply);
  });
}
