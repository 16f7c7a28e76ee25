/** What a page costs the processor, whatever else the machine is busy with: counted in ticks of its own threads. */
import type { CDPSession, Page } from 'playwright-core';

export interface PageCost {
  /** Milliseconds of the page's main thread so far. */
  mainThread: () => Promise<number>;
  /** Milliseconds of all the page's workers during some work. */
  workers: (work: () => Promise<void>) => Promise<number>;
  /** Milliseconds of the main thread between two marks that the page sets (`performance.mark`) during some work. */
  between: (from: string, to: string, work: () => Promise<void>) => Promise<number>;
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
    between: async (from, to, work) => await timeBetween(session, from, to, work),
  };
}

interface TraceEvent {
  name: string;
  cat: string;
  pid: number;
  tid: number;
  /** When it began and how long it took by the clock, in microseconds. */
  ts: number;
  dur?: number;
  /** How long by the thread's own time. */
  tdur?: number;
  args?: { name?: string };
}

/** What a thread does, piece by piece. */
const TASK = 'ThreadControllerImpl::RunTask';

async function traced(session: CDPSession, categories: string[], work: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => {
    events.push(...(value as TraceEvent[]));
  };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
}

const sum = (tasks: readonly TraceEvent[]): number => tasks.reduce((all, { tdur = 0 }) => all + tdur, 0) / 1000;

async function timeBetween(session: CDPSession, from: string, to: string, work: () => Promise<void>): Promise<number> {
  const events = await traced(session, ['toplevel', 'blink.user_timing'], work);
  const mark = (wanted: string): TraceEvent | undefined =>
    events.find(({ name, cat }) => name === wanted && cat.includes('user_timing'));
  const [first, last] = [mark(from), mark(to)];
  if (first === undefined || last === undefined) return Number.NaN;
  return sum(
    events.filter(
      ({ name, pid, tid, ts, dur = 0 }) =>
        name === TASK && pid === last.pid && tid === last.tid && ts + dur >= first.ts && ts <= last.ts,
    ),
  );
}

async function workerTime(session: CDPSession, work: () => Promise<void>): Promise<number> {
  const events = await traced(session, ['toplevel'], work);
  const workers = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name?.startsWith('DedicatedWorker') === true)
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return sum(events.filter(({ name, pid, tid }) => name === TASK && workers.has(`${pid} ${tid}`)));
}
