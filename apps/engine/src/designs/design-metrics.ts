import { Injectable } from '@nestjs/common';
import { Gauge, Histogram } from 'prom-client';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/system/metrics.js';
import { officeDay } from '../units/office-day.js';
import { ABOVE, notClosed } from './design-rows.js';

const WAITING = `
  SELECT count(*)::int AS n FROM designs d JOIN units u ON u.id = d.unit_id
    JOIN design_versions v ON v.design_id = d.id AND v.number = d.number
    JOIN LATERAL (${ABOVE}) above ON true
    WHERE d.kind = 'adaptation' AND d.archived_at IS NULL AND v.base <> above.hash AND ${notClosed('u', '$1')}`;

/** Figures on the designer's store for whoever watches the engine's health. */
@Injectable()
export class DesignMetrics {
  readonly merges: Histogram;

  constructor(metrics: Metrics, database: Database, clock: Clock) {
    this.merges = new Histogram({
      name: 'gangmu_design_merge_seconds',
      help: 'Duration of finding out what a new version means for one adaptation',
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5],
      registers: [metrics.registry],
    });
    const waiting = new Gauge({
      name: 'gangmu_design_updates_waiting',
      help: 'Adaptations that have not taken over the newest version above',
      registers: [],
      async collect() {
        this.set((await database.query<{ n: number }>(WAITING, [officeDay(clock)]))[0]?.n ?? 0);
      },
    });
    metrics.registry.registerMetric(waiting);
  }
}
