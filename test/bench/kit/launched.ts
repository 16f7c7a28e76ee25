/** Launching the benchmark's template over the whole county, as a designer does: over HTTP. */
import type { BenchEngine } from './bench-engine.js';
import { benchTemplate } from './county.js';

/** Asks for the launch and waits for its end. Answers the campaign and how long it took. */
export async function launched(bench: BenchEngine, start: string): Promise<{ campaign: string; ms: number }> {
  const begun = performance.now();
  const answer = await fetch(`http://127.0.0.1:${bench.port}/api/campaigns`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gangmu-request': '1', cookie: bench.county.designer.cookie },
    body: JSON.stringify({
      template: benchTemplate().hash,
      name: { zh: '测速', en: 'Benchmark' },
      scope: bench.county.root,
      start,
      end: '2027-12-31',
    }),
  });
  const { campaign } = (await answer.json()) as { campaign: string };
  if (!answer.ok) throw new Error(`the launch was refused: ${answer.status}`);
  const running = async (): Promise<boolean> => {
    const { rows } = await bench.owner.query<{ status: string }>('SELECT status FROM campaigns WHERE id = $1', [
      campaign,
    ]);
    return rows[0]?.status === 'running';
  };
  while (!(await running())) await new Promise((resolve) => setTimeout(resolve, 5));
  const ms = performance.now() - begun;
  const { rows } = await bench.owner.query<{ flagged: number }>(
    `SELECT count(*)::int AS flagged FROM campaign_units WHERE campaign_id = $1 AND state <> 'running'`,
    [campaign],
  );
  if (rows[0]!.flagged > 0) throw new Error(`${rows[0]!.flagged} units were not started`);
  return { campaign, ms };
}

/** A day in the past, so that everything that opens at the start is open. */
export const yesterday = (): string => new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);
