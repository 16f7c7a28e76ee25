import { type AnswerOf, openApiOf, routes, systemRoutes } from '@gangmu/contract';
import { isWithin } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Database, missingMigrations } from '../database/database.js';
import type { Call } from '../http/call.js';
import { notFound, Problem } from '../http/problem.js';
import { Route } from '../http/route.js';
import { Live, readPlace } from '../live/live.js';
import { ProgressJobs } from '../progress/progress.js';
import { VERSION } from '../version.js';
import { Metrics } from './metrics.js';

@Controller()
export class SystemController {
  private description: Record<string, unknown> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly live: Live,
    private readonly jobs: ProgressJobs,
    private readonly metrics: Metrics,
  ) {}

  @Route(systemRoutes.health)
  health(): AnswerOf<typeof systemRoutes.health> {
    return { status: 'ok' };
  }

  @Route(systemRoutes.ready)
  async ready(call: Call<typeof systemRoutes.ready>): Promise<AnswerOf<typeof systemRoutes.ready>> {
    try {
      await this.database.query('SELECT 1');
    } catch {
      void call.reply.status(503);
      return { status: 'failing', checks: { database: 'away' } };
    }
    if ((await missingMigrations(this.database.pool)).length === 0)
      return { status: 'ok', checks: { database: 'ok', schema: 'current' } };
    void call.reply.status(503);
    return { status: 'failing', checks: { database: 'ok', schema: 'behind' } };
  }

  @Route(systemRoutes.system)
  async about(): Promise<AnswerOf<typeof systemRoutes.system>> {
    const rows = await this.database.query<{ sample: boolean }>('SELECT sample FROM installation');
    return {
      name: 'gangmu',
      version: VERSION,
      sample: rows[0]?.sample === true,
      empty: rows.length === 0,
      now: this.clock.now(),
      steppedClock: this.clock.stepped,
    };
  }

  @Route(systemRoutes.metrics)
  async prometheus(call: Call<typeof systemRoutes.metrics>): Promise<string> {
    void call.reply.type('text/plain; version=0.0.4; charset=utf-8');
    return this.metrics.registry.metrics();
  }

  @Route(systemRoutes.openapi)
  openapi(): Record<string, unknown> {
    this.description ??= openApiOf(routes, VERSION);
    return this.description;
  }

  @Route(systemRoutes.progress)
  async progress(call: Call<typeof systemRoutes.progress>): Promise<AnswerOf<typeof systemRoutes.progress>> {
    const job = await this.jobs.of(call.params.job, call.who.principal.person, call.lang);
    if (job === undefined) throw notFound('job');
    return job;
  }

  @Route(systemRoutes.live)
  async changes(call: Call<typeof systemRoutes.live>): Promise<void> {
    const { campaign, run, after } = call.query;
    const last = call.request.headers['last-event-id'] ?? after;
    const place = typeof last === 'string' ? readPlace(last) : undefined;
    if (last !== undefined && place === undefined) {
      throw new Problem(400, 'cursor-malformed', { path: '/headers/last-event-id' });
    }
    const { prefixes, units, except } = call.reach;
    const hears = (path: string): boolean =>
      (prefixes.some((prefix) => isWithin(path, prefix)) || units.includes(path.split('.').at(-2) ?? '')) &&
      !except.some((prefix) => isWithin(path, prefix));
    await this.live.listen(call.reply, { campaign, run, hears }, place);
  }
}
