import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { type Logger, pino } from 'pino';
import { AppModule } from './app.module.js';
import { Alarms } from './deadlines/alarms.js';
import { acceptRawBodies } from './evidence/raw-bodies.js';
import { type Clock, RealClock } from './platform/clock/clock.js';
import { SteppedClock } from './platform/clock/stepped-clock.js';
import { openDatabase } from './platform/database/database.js';
import { Access } from './platform/http/access.js';
import { acceptJson, BODY_LIMIT } from './platform/http/body.js';
import { insistOnDeclarations } from './platform/http/declared.js';
import { RouteGuard } from './platform/http/guard.js';
import { servePages } from './platform/http/pages.js';
import { ProblemFilter } from './platform/http/problem-filter.js';
import { newId } from './platform/ids.js';
import { nestLogger } from './platform/nest-logger.js';
import { openQueues } from './platform/queue/queues.js';
import type { Settings, TrustedProxies } from './platform/settings.js';
import { Metrics } from './platform/system/metrics.js';

/** Where the built editor lies, seen from the built and from the source engine alike. */
const EDITOR = resolve(import.meta.dirname, '../../editor/dist');

/** How long requests on their way may take to finish when the engine stops, ms. */
const CLOSING_PATIENCE = 5000;

/** Where a new stepped clock begins when nobody says otherwise: a morning before the sample campaign. */
const STEPPED_START = Date.UTC(2026, 1, 24, 0, 0);

export interface EngineOptions {
  /** Where a stepped clock begins in a new database (ms). */
  steppedStart?: number;
}

/**
 * Builds the engine: schema brought up to date, modules made, routes checked, queue opened. It does not listen yet.
 * @throws SettingsError when the surroundings do not allow it, with a sentence that says what to do
 */
export async function createEngine(settings: Settings, options: EngineOptions = {}): Promise<NestFastifyApplication> {
  mkdirSync(settings.data, { recursive: true, mode: 0o700 });
  const log = pino({ level: settings.log, base: { app: 'gangmu' } });
  const database = await openDatabase(settings);
  let app: NestFastifyApplication | undefined;
  try {
    const clock = await clockOf(settings, database.pool, options);
    const problems = new ProblemFilter(log);
    const adapter = new FastifyAdapter({
      loggerInstance: log,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: () => newId(),
      // What fails before routing, such as an address that is no address.
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
        problems.answer(error, request, reply),
      bodyLimit: BODY_LIMIT,
      trustProxy: trusted(settings.trustProxy),
      routerOptions: { maxParamLength: 200 },
    } as ConstructorParameters<typeof FastifyAdapter>[0]);
    app = await NestFactory.create<NestFastifyApplication>(AppModule.on({ settings, database, clock }), adapter, {
      logger: nestLogger(log),
      bodyParser: false,
      abortOnError: false,
    });
    // Nest would set another; Fastify allows one, and ours answers pages and unknown routes alike.
    adapter.setNotFoundHandler = () => adapter.getInstance();
    const fastify = adapter.getInstance();
    acceptJson(fastify as never);
    acceptRawBodies(fastify as never);
    await servePages(fastify as never, EDITOR, problems);
    observe(fastify, app.get(Metrics), log);
    app.useGlobalGuards(new RouteGuard(app.get(Access)));
    app.useGlobalFilters(problems);
    insistOnDeclarations(app);
    await app.init();
    const queues = await openQueues({
      redisUrl: settings.redisUrl,
      postgresUrl: database.url,
      ownerUrl: settings.databaseUrl,
      prefix: `gangmu-${new URL(database.url).pathname.slice(1)}`,
      onError: (error) => log.warn({ err: error }, 'queue'),
    });
    await app.get(Alarms).start(queues, settings.role !== 'api');
    closeAfter(app, () => database.pool.end());
    return app;
  } catch (error) {
    await app?.close().catch(() => undefined);
    await database.pool.end().catch(() => undefined);
    throw error;
  }
}

/**
 * As many steps of a request's way as there are proxies are believed, counted from here. Fastify itself refuses to
 * count, because whoever reaches the engine past its proxies is believed too; the settings say so.
 */
const trusted = (proxies: TrustedProxies): false | string[] | ((address: string, step: number) => boolean) =>
  typeof proxies === 'number' ? (_, step) => step < proxies : proxies;

async function clockOf(
  settings: Settings,
  pool: ConstructorParameters<typeof SteppedClock>[0],
  options: EngineOptions,
): Promise<Clock> {
  if (settings.clock === 'real') return new RealClock();
  const clock = new SteppedClock(pool);
  await clock.load(options.steppedStart ?? STEPPED_START);
  return clock;
}

interface Observed {
  addHook(
    name: 'onResponse',
    hook: (request: ObservedRequest, reply: { statusCode: number; elapsedTime: number }, done: () => void) => void,
  ): void;
}
interface ObservedRequest {
  id: string;
  method: string;
  url: string;
  routeOptions: { url?: string };
}

/** One line and one measurement per answered request; addresses are logged without their query. */
function observe(fastify: Observed, metrics: Metrics, log: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    log.debug(
      {
        id: request.id,
        method: request.method,
        url: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}

/** The pool is closed when everything that uses it has stopped. */
function closeAfter(app: NestFastifyApplication, last: () => Promise<void>): void {
  const close = app.close.bind(app);
  let closing: Promise<void> | undefined;
  const closeInTime = async (): Promise<void> => {
    // Answers on their way are finished; a slow upload or a page's open stream must not keep the engine for minutes.
    const patience = setTimeout(() => app.getHttpServer().closeAllConnections(), CLOSING_PATIENCE);
    try {
      await close();
      await last();
    } finally {
      clearTimeout(patience);
    }
  };
  app.close = () => {
    closing ??= closeInTime();
    return closing;
  };
}
