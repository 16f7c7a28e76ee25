import { languageOf } from './call.js';
import { newId } from '../ids.js';
import { Problem } from './problem.js';
import { problemDocument } from './problem-document.js';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

const fastifyCodes: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'json-malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'content-length-wrong',
  FST_REQ_FILE_TOO_LARGE: 'file-too-large',
};

const codeOfStatus: Record<number, string> = {
  404: 'not-found',
  413: 'body-too-large',
  415: 'media-type-unsupported',
};

/** PostgreSQL and socket codes that mean "the database is not there just now". */
const DATABASE_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300']);
/** How the driver and its pool say, without a code, that a connection was cut or did not come in time. */
const NO_CONNECTION = ['Connection terminated', 'timeout exceeded when trying to connect'];

function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  const { code, statusCode, message } = (error ?? {}) as { code?: string; statusCode?: number; message?: string };
  if (error instanceof HttpException) {
    const status = error.getStatus();
    // Nest wraps what Fastify refuses and keeps only the status.
    return new Problem(
      status,
      codeOfStatus[status] ?? 'request-refused',
      status === 404 ? { params: { what: 'route' } } : {},
    );
  }
  if (DATABASE_AWAY.has(code ?? '') || NO_CONNECTION.some((start) => message?.startsWith(start) === true)) {
    return new Problem(503, 'database-away', { headers: { 'retry-after': '2' } });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem(statusCode, fastifyCodes[code ?? ''] ?? 'request-refused');
  }
  return null;
}

/** Every error as RFC 9457 problem details; what nobody foresaw is logged with an id and told with nothing but it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also used for what fails before a route is found. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    let problem = asProblem(error);
    if (problem === null) {
      const id = newId();
      this.log.error({ err: error, id, url: request.url, method: request.method }, 'unforeseen error');
      problem = new Problem(500, 'internal-error', { params: { id } });
    }
    const lang = languageOf(request.headers['accept-language']);
    const document = problemDocument(problem, lang, request.url.split('?')[0] ?? '');
    // A stream that has begun cannot be answered any more.
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .status(problem.status)
      .headers({ 'cache-control': 'no-store', ...problem.headers })
      .type('application/problem+json')
      .send(document);
  }
}
