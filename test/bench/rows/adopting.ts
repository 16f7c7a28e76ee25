/**
 * A new version of the shipped county plan (64 steps) above 500 published adaptations three levels deep, over HTTP: what
 * publishing would mean for them, and – where their owners wish it so – taking it over. The reference is the pure merge
 * of the same adaptations in core; meanwhile somebody else keeps asking for a page.
 */
import { readFileSync } from 'node:fs';
import { cn, impact, parseTemplateText, type Template } from '@gangmu/core';
import type { EmbeddedPostgres } from '@gangmu/engine';
import { adaptedTree, newDates, newVersion } from '../kit/adaptations.js';
import { adaptedOffice, type AdaptedOffice } from '../kit/adapted-office.js';
import { benchEngine } from '../kit/bench-engine.js';
import { type Measured, milliseconds, quantile, rounded } from '../kit/row.js';

const SIZES = [125, 500] as const;

/** Asks for a page again and again until told to stop; answers how long each took. */
function asking(office: AdaptedOffice): () => Promise<number[]> {
  const waits: number[] = [];
  const stop = new AbortController();
  const asks = (async () => {
    while (!stop.signal.aborted) {
      waits.push(await milliseconds(() => office.ask('GET', '/api/designs?limit=5')));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return async () => {
    stop.abort();
    await asks;
    return waits;
  };
}

/** The same page while nothing else goes on. */
async function quietly(office: AdaptedOffice): Promise<number[]> {
  const waits: number[] = [];
  for (let n = 0; n < 30; n += 1) waits.push(await milliseconds(() => office.ask('GET', '/api/designs?limit=5')));
  return waits;
}

export async function adopting(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const file = new URL('../../../workflows/county-campaign/template.json', import.meta.url);
  const parsed = parseTemplateText(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`the county plan is no template: ${JSON.stringify(parsed.findings)}`);
  const bench = await benchEngine(cluster, 'adopting', { units: 100 });
  const measured: Record<
    number,
    { foreseen: number; followed: number; pure: number; waits: number[]; quiet: number[]; counts: object }
  > = {};
  try {
    for (const size of SIZES) {
      const plan: Template = structuredClone(parsed.template);
      const next = newVersion(plan);
      const pure = await milliseconds(async () => impact(plan, next, adaptedTree(plan, size), { calendar: cn }));
      const office = await adaptedOffice(bench, plan, size, 'automatic');
      await office.save(next);
      const quiet = await quietly(office);
      const stop = asking(office);
      const foreseen = await milliseconds(async () =>
        office.done((await office.ask<{ job: string }>('POST', `/api/designs/${office.design}/impact`)).job),
      );
      await office.save(newDates(plan));
      let counts = {};
      const followed = await milliseconds(async () => {
        counts = await office.done((await office.publish()).job);
      });
      measured[size] = { foreseen, followed, pure, waits: await stop(), quiet, counts };
    }
  } finally {
    await bench.close();
  }
  const each = (size: 125 | 500, what: 'foreseen' | 'followed' | 'pure'): number =>
    (measured[size]?.[what] ?? Number.NaN) / size;
  const waits = measured[500]?.waits ?? [];
  const figures = {
    unit: 'ms each',
    page_quiet_ms: Math.round(quantile(measured[500]?.quiet ?? [], 0.5)),
    page_p50_ms: Math.round(quantile(waits, 0.5)),
    page_p99_ms: Math.round(quantile(waits, 0.99)),
  };
  return (['foreseen', 'followed'] as const).map((what) => ({
    bench: `adopting-${what}`,
    ratio: rounded(each(500, what) / each(500, 'pure')),
    ours: rounded(each(500, what)),
    reference: rounded(each(500, 'pure')),
    ...figures,
    // Following also writes each version, its content and its event; the reference writes nothing.
    target: { atMost: what === 'foreseen' ? 3 : 8 },
    seconds_of_500: rounded((measured[500]?.[what] ?? 0) / 1000),
    against_125: rounded(each(500, what) / each(125, what)),
    ...(what === 'followed' ? { counts: measured[500]?.counts } : {}),
  }));
}
