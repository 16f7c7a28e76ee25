/**
 * Kills the engine and PostgreSQL at random moments while `gangmu demo` runs, starts it again each time, and compares
 * the figures it ends with to those of an undisturbed run of the same seed.
 *
 *     npm run faults -- [--seed 7] [--kills 6] [--chaos 1]
 *
 * `--chaos` seeds the moments of the kills. Ends with 0 when the figures agree, 1 when they do not.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    kills: { type: 'string', default: '6' },
    chaos: { type: 'string', default: '1' },
  },
});
const gangmu = resolve(import.meta.dirname, '../../../apps/cli/bin/gangmu.mjs');
// The command line's own scripts, started directly: a kill must hit the engine, not a parent that only waits for it.
let random = Number(options.chaos) >>> 0;
const next = (): number => {
  random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
  return random / 0x1_0000_0000;
};

const firstPostgres = next() < 0.5;
/** How long one run may take, ms; a demonstration takes two minutes on two busy cores. What hangs is a fault found. */
const PATIENCE = 15 * 60_000;

type Figures = Record<string, unknown>;
interface Outcome {
  code: number | null;
  figures?: Figures;
  seconds: number;
  output: string;
}

function start(data: string): { child: ChildProcess; ended: Promise<Outcome> } {
  const began = performance.now();
  const child = spawn(process.execPath, [gangmu, 'demo', '--seed', options.seed, '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  const late = setTimeout(() => {
    errors += `\nnot done within ${PATIENCE / 60_000} minutes`;
    child.kill('SIGKILL');
  }, PATIENCE);
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4000)));
  const ended = new Promise<Outcome>((done) => {
    child.on('close', (code) => {
      clearTimeout(late);
      const seconds = (performance.now() - began) / 1000;
      const last = output.trimEnd().split('\n').at(-1) ?? '';
      done(
        code === 0
          ? { code, figures: JSON.parse(last) as Figures, seconds, output }
          : { code, seconds, output: errors },
      );
    });
  });
  return { child, ended };
}

/** Ends PostgreSQL the hard way: the postmaster's number stands in the first line of postmaster.pid. */
function killPostgres(data: string): boolean {
  const file = join(data, 'postgres', 'data', 'postmaster.pid');
  if (!existsSync(file)) return false;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** What must agree: everything but the addresses, times and keys of one particular run. */
const comparable = ({
  elapsed: _elapsed,
  export: _export,
  key: _key,
  resumed: _resumed,
  ...figures
}: Figures): Figures => ({
  ...figures,
  verify: (figures['verify'] as Figures | undefined)?.['status'],
});

const folder = mkdtempSync(join(tmpdir(), 'gangmu-faults-'));
// Passable for the user PostgreSQL runs as, so that its data lies here and not in a folder of its own.
chmodSync(folder, 0o711);
try {
  console.log(`undisturbed run, seed ${options.seed} …`);
  const calm = await start(join(folder, 'calm')).ended;
  if (calm.figures === undefined) throw new Error(`the undisturbed run ended with ${calm.code}:\n${calm.output}`);
  console.log(`  ${calm.seconds.toFixed(0)} s`);

  const data = join(folder, 'stormy');
  let stormy: Outcome | undefined;
  const killed = new Set<string>();
  for (let kill = 0; kill < Number(options.kills) && stormy === undefined; kill += 1) {
    const { child, ended } = start(data);
    const wait = 3000 + next() * Math.max(3000, (calm.seconds * 1000 * 2) / Number(options.kills));
    const first = await Promise.race([ended, pause(wait)]);
    if (first !== undefined) {
      stormy = first;
      break;
    }
    // In turn, so that few kills hit both.
    const target = (kill + (firstPostgres ? 1 : 0)) % 2 === 0 ? 'engine' : 'PostgreSQL';
    if (target === 'PostgreSQL') {
      if (!killPostgres(data)) throw new Error('PostgreSQL could not be killed: nothing was shown');
      console.log(`kill ${kill + 1}: PostgreSQL after ${(wait / 1000).toFixed(1)} s`);
      // Either the engine carries on with a new PostgreSQL or it ends and is started again: both must do.
      await Promise.race([ended, pause(8000)]);
    } else console.log(`kill ${kill + 1}: engine after ${(wait / 1000).toFixed(1)} s`);
    killed.add(target);
    child.kill('SIGKILL');
    await ended;
  }
  if (killed.size < Math.min(2, Number(options.kills)))
    throw new Error('it ended before both had been killed: nothing was shown');
  stormy ??= await start(data).ended;
  if (stormy.figures === undefined) throw new Error(`the disturbed run ended with ${stormy.code}:\n${stormy.output}`);

  const [expected, found] = [comparable(calm.figures), comparable(stormy.figures)];
  if (isDeepStrictEqual(expected, found)) {
    console.log('the figures agree');
  } else {
    console.error('the figures differ\n', JSON.stringify(expected), '\n', JSON.stringify(found));
    process.exitCode = 1;
  }
} finally {
  killPostgres(join(folder, 'calm'));
  killPostgres(join(folder, 'stormy'));
  rmSync(folder, { recursive: true, force: true });
}
