import { describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemFilter } from './problem-filter.js';

/** What is answered to a request that ended in this error, and how many lines the operator's log got. */
function answered(error: unknown) {
  const log = { error: jest.fn() };
  const sent: { status?: number; headers?: object; document?: { code?: string } } = {};
  const reply = {
    sent: false,
    raw: { headersSent: false },
    status(status: number) {
      sent.status = status;
      return reply;
    },
    headers(headers: object) {
      sent.headers = headers;
      return reply;
    },
    type: () => reply,
    send(document: { code?: string }) {
      sent.document = document;
    },
  };
  const request = { headers: { 'accept-language': 'en' }, url: '/api/me?x=1', method: 'GET' };
  new ProblemFilter(log as unknown as Logger).answer(
    error,
    request as unknown as FastifyRequest,
    reply as unknown as FastifyReply,
  );
  return { ...sent, lines: log.error.mock.calls.length };
}

describe('the answer to an error', () => {
  it.each([
    ['the pool gave up', new Error('Connection terminated due to connection timeout')],
    ['no connection became free', new Error('timeout exceeded when trying to connect')],
    ['the server is restarting', Object.assign(new Error('starting up'), { code: '57P03' })],
  ])('asks to come again when %s', (_, error) => {
    expect(answered(error)).toMatchObject({
      status: 503,
      document: { code: 'database-away' },
      headers: { 'retry-after': '2' },
      lines: 0,
    });
  });

  it('tells nothing of what nobody foresaw, and logs it', () => {
    const answer = answered(new Error('secret inside'));
    expect(answer).toMatchObject({ status: 500, document: { code: 'internal-error' }, lines: 1 });
    expect(JSON.stringify(answer.document)).not.toContain('secret');
  });
});
