/**
 * Kills only the PostgreSQL of a running `npm start`, again and again and while people work: each time the same engine
 * must answer again by itself, with everything that was stored. In the end PostgreSQL is made unable to start: then
 * the engine ends with a sentence.
 *
 *     npm run faults -- postgres [--kills 3]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { kills: { type: 'string', default: '3' } } });
const start = resolve(import.meta.dirname, '../../../apps/cli/launch/start.mjs');
/** How long people may wait, ms: for the first start, and for an answer after a kill. */
const PATIENCE = { start: 180_000, again: 30_000 };

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const folder = mkdtempSync(join(tmpdir(), 'gangmu-faults-'));
// Passable for the user PostgreSQL runs as.
chmodSync(folder, 0o711);
const data = join(folder, 'data');
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
/** What the engine said last, and the code it ended with. */
const engine: { output: string; ended: number | null | undefined } = { output: '', ended: undefined };

const launched = (): ChildProcess => {
  const child = spawn(process.execPath, [start, '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (engine.output = (engine.output + chunk.toString()).slice(-20_000)));
  child.on('close', (code) => (engine.ended = code));
  return child;
};
const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`${what}\n${engine.output}`);
};

interface Answer {
  status: number;
  cookie: string;
  text: string;
}
/** An answer, or status 0 where there is none. */
const ask = async (method: string, path: string, body?: object, cookie = ''): Promise<Answer> => {
  try {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { 'x-gangmu-request': '1', 'content-type': 'application/json', cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    });
    const given = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { status: response.status, cookie: given, text: await response.text() };
  } catch {
    return { status: 0, cookie: '', text: '' };
  }
};
/** Asks until it is answered; answers how long that took, in ms. */
const until = async (patience: number, holds: () => Promise<boolean>, what: string): Promise<number> => {
  const began = performance.now();
  while (!(await holds())) {
    must(engine.ended === undefined, `the engine ended with ${engine.ended} instead: ${what}`);
    must(performance.now() - began < patience, `not within ${patience / 1000} s: ${what}`);
    await pause(100);
  }
  return performance.now() - began;
};
const ready = async (): Promise<boolean> => (await ask('GET', '/api/ready')).status === 200;
const postmaster = (): number =>
  Number(readFileSync(join(data, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

const child = launched();
try {
  const first = await until(PATIENCE.start, ready, 'the first start');
  console.log(`started in ${(first / 1000).toFixed(1)} s`);
  const { login, password } = JSON.parse(readFileSync(join(data, 'sample-sign-in.json'), 'utf8')) as Answer & {
    login: string;
    password: string;
  };
  const signIn = (): Promise<Answer> => ask('POST', '/api/session', { login, password });
  const { cookie, status } = await signIn();
  must(status === 200 || status === 204, `signing in: ${status}`);
  const campaigns = async (): Promise<Answer> => ask('GET', '/api/campaigns', undefined, cookie);
  const before = (await campaigns()).text;
  must(before.includes('"entries"'), `campaigns before: ${before}`);

  // Somebody works all the time; what they get meanwhile is an answer, good or not, never a hanging page.
  const office = { open: true, answers: 0 };
  const people = Array.from({ length: 4 }, async () => {
    while (office.open) {
      if ((await campaigns()).status !== 0) office.answers += 1;
      await pause(20);
    }
  });
  for (let kill = 1; kill <= Number(options.kills); kill += 1) {
    const pid = postmaster();
    process.kill(pid, 'SIGKILL');
    const waited = await until(
      PATIENCE.again,
      async () => (await campaigns()).text === before && postmaster() !== pid && ready(),
      'an answer after the kill',
    );
    const again = await signIn();
    must(again.status === status, `signing in after the kill: ${again.status} ${again.text}`);
    console.log(`kill ${kill}: PostgreSQL answers again after ${(waited / 1000).toFixed(1)} s`);
    await pause(1000);
  }
  office.open = false;
  await Promise.all(people);
  must(office.answers > 0, 'nobody was answered');
  // Queue and alarms have found their way back as well: nobody complains any more.
  await pause(3000);
  engine.output = '';
  await pause(5000);
  must(!/"level":(40|50|60)/.test(engine.output), 'the engine still complains');

  // What cannot be brought back: the engine says so and ends.
  const control = join(data, 'postgres', 'data', 'global', 'pg_control');
  renameSync(control, `${control}.away`);
  process.kill(postmaster(), 'SIGKILL');
  const began = performance.now();
  while (engine.ended === undefined && performance.now() - began < PATIENCE.again) await pause(100);
  must(engine.ended === 1, `the engine should have ended with 1, not ${engine.ended}`);
  must(/PostgreSQL does not start: .*the whole log is in .*start again\./s.test(engine.output), 'no sentence says why');
  console.log('a PostgreSQL that cannot be started ends the engine with a sentence');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (engine.ended === undefined) {
    child.kill('SIGTERM');
    for (let n = 0; n < 200 && engine.ended === undefined; n += 1) await pause(100);
    if (engine.ended === undefined) child.kill('SIGKILL');
  }
  try {
    process.kill(postmaster(), 'SIGKILL');
  } catch {
    // it is gone, as it should be
  }
  rmSync(folder, { recursive: true, force: true });
}
