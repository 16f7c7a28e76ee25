import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const PROGRAMS = ['redis-server', 'valkey-server'];

/** The Redis or Valkey server that GANGMU_TEST_REDIS names (empty: none), else that of this machine, if there is one. */
export function redisProgram(): string | undefined {
  const given = process.env['GANGMU_TEST_REDIS'];
  if (given !== undefined) return given || undefined;
  return PROGRAMS.find((program) => spawnSync(program, ['--version']).status === 0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

export interface RedisServer {
  url: string;
  /** Everything in it is gone (FLUSHALL). */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of its own for a test file: empty, keeping nothing, gone when stopped. */
export async function startRedis(program: string): Promise<RedisServer> {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, options, { stdio: 'ignore' });
  const ended = once(server, 'exit');
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries === 100) throw new Error(`${program} did not answer on port ${port}`);
    await delay(50);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    forget: async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write('FLUSHALL\r\n');
      await once(socket, 'data');
      socket.end();
    },
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
