/**
 * What one engine takes: how long the built programme needs until its page answers on a data folder that is there, and
 * how much memory one process holds after a launch for 5,000 units, thousands of completions and whole matrices.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedPostgres } from '@gangmu/engine';
import { benchEngine } from '../kit/bench-engine.js';
import { requestOf } from '../kit/completion.js';
import { stepOf } from '../kit/county.js';
import { launched, yesterday } from '../kit/launched.js';
import { LoadProcess } from '../kit/load.js';
import { type Measured, median, rounded } from '../kit/row.js';

const apps = resolve(import.meta.dirname, '../../../apps');
const UNITS = 5000;
const ROUNDS = 2;
const MATRICES = 20;
const STARTS = 3;
/** How long a start may take at all, seconds: what answers nothing until then never will. */
const PATIENCE = 180;

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

interface Started {
  child: ChildProcess;
  port: number;
  seconds: number;
}

/** Starts a program and waits until its page answers. */
async function started(script: string, args: string[], environment: Record<string, string> = {}): Promise<Started> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '', GANGMU_PORT: String(port), GANGMU_LOG: 'error', ...environment },
  });
  for (;;) {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (page?.ok === true) return { child, port, seconds: (performance.now() - begun) / 1000 };
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    if (performance.now() - begun > PATIENCE * 1000) {
      child.kill('SIGKILL');
      throw new Error(`${script} showed no page within ${PATIENCE} s: ${page?.status ?? 'no answer'}`);
    }
    await pause(20);
  }
}
async function stopped({ child }: Started): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** `npm start` on the sample: the first one loads it and is not counted. */
async function starting(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'gangmu-bench-start-'));
  // Passable for the user PostgreSQL runs as.
  chmodSync(folder, 0o711);
  const start = () => started(join(apps, 'cli/launch/start.mjs'), ['--data', join(folder, 'data')]);
  try {
    const first = await start();
    await stopped(first);
    const seconds: number[] = [];
    for (let n = 0; n < STARTS; n += 1) {
      const again = await start();
      seconds.push(again.seconds);
      await stopped(again);
    }
    const ours = median(seconds);
    return {
      bench: 'starting',
      ratio: rounded(ours / 6),
      ours: rounded(ours),
      reference: 6,
      unit: 's',
      target: { atMost: 1 },
      first_s: rounded(first.seconds),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const residentMegabytes = (pid: number): number => {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
};

async function memory(cluster: EmbeddedPostgres): Promise<Measured> {
  const bench = await benchEngine(cluster, 'footprint', { units: UNITS });
  const data = mkdtempSync(join(tmpdir(), 'gangmu-bench-data-'));
  const load = new LoadProcess();
  // A process of its own, or what the benchmark itself holds would count.
  const engine = await started(join(apps, 'engine/dist/main.js'), [], {
    DATABASE_URL: cluster.urlOf('footprint'),
    GANGMU_DATA: data,
    GANGMU_EMPTY: '1',
  });
  try {
    const { campaign } = await launched({ ...bench, port: engine.port }, yesterday());
    const { rows } = await bench.owner.query<{ id: string }>('SELECT id FROM runs WHERE campaign_id = $1', [campaign]);
    const cookie = bench.county.designer.cookie;
    for (let round = 0; round < ROUNDS; round += 1) {
      const requests = rows.map(({ id }) => requestOf(id, stepOf(round + 1, 1)));
      const share = Math.ceil(requests.length / 32);
      const clients = Array.from({ length: 32 }, (_, n) => ({
        cookie,
        requests: requests.slice(n * share, (n + 1) * share),
      }));
      await load.run({ port: engine.port, clients });
    }
    for (let n = 0; n < MATRICES; n += 1) {
      const matrix = await fetch(`http://127.0.0.1:${engine.port}/api/campaigns/${campaign}/matrix`, {
        headers: { cookie },
      });
      if (!matrix.ok) throw new Error(`the matrix was refused: ${matrix.status}`);
      await matrix.arrayBuffer();
    }
    const ours = residentMegabytes(engine.child.pid ?? 0);
    return {
      bench: 'memory',
      ratio: rounded(ours / 350),
      ours: Math.round(ours),
      reference: 350,
      unit: 'MB',
      target: { atMost: 1 },
    };
  } finally {
    load.close();
    await stopped(engine);
    await bench.close();
    rmSync(data, { recursive: true, force: true });
  }
}

export const footprint = async (cluster: EmbeddedPostgres): Promise<Measured[]> => [
  await starting(),
  await memory(cluster),
];
