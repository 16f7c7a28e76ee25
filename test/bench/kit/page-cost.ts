/** What a page costs the processor, whatever else the machine is busy with: counted in ticks of its own threads. */
import type { CDPSession, Page } from 'playwright-core';

export interface PageCost {
  /** Milliseconds of the page's main thread so far. */
  mainThread: () => Promise<number>;
  /** Milliseconds of all the page's workers during some work. */
  workers: (work: () => Promise<void>) => Promise<number>;
}

export async function pageCost(page: Page): Promise<PageCost> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    mainThread: async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    },
    workers: async (work) => await workerTime(session, work),
  };
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: string };
}

async function workerTime(session: CDPSession, work: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => {
    events.push(...(value as TraceEvent[]));
  };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const workers = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name?.startsWith('DedicatedWorker') === true)
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return (
    events
      .filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && workers.has(`${pid} ${tid}`))
      .reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000
  );
}
