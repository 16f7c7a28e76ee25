import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';

/** Figures for whoever watches the engine's health. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'gangmu_http_request_seconds',
    help: 'Duration of HTTP requests by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly alarmFailures = new Counter({
    name: 'gangmu_alarm_failures_total',
    help: 'What alarms could not do and try again later: a run, a message, or one kind of their work as a whole',
    labelNames: ['work'],
    registers: [this.registry],
  });

  constructor(database: Database, clock: Clock) {
    collectDefaultMetrics({ register: this.registry, prefix: 'gangmu_' });
    const gauge = (name: string, help: string, read: () => Promise<number>): void => {
      const measured = new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          this.set(await read());
        },
      });
      this.registry.registerMetric(measured);
    };
    const one = async (sql: string, values: unknown[] = []): Promise<number> =>
      (await database.query<{ n: number }>(sql, values))[0]?.n ?? 0;
    gauge('gangmu_deadlines_overdue', 'Alarms that should have rung more than two minutes ago', () =>
      one(
        `SELECT (SELECT count(*) FROM deadlines WHERE status = 'pending' AND due_at < $1)
          + (SELECT count(*) FROM problem_rungs WHERE status = 'pending' AND due_at < $1) AS n`,
        [Math.floor(clock.now() / 60_000) - 2],
      ),
    );
    gauge('gangmu_outbox_waiting', 'Messages between runs not delivered yet', () =>
      one('SELECT count(*) AS n FROM outbox'),
    );
    gauge('gangmu_pool_connections', 'Connections to PostgreSQL', () => Promise.resolve(database.pool.totalCount));
    gauge('gangmu_pool_waiting', 'Requests waiting for a connection', () =>
      Promise.resolve(database.pool.waitingCount),
    );
  }
}
