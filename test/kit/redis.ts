import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const PROGRAMS = ['redis-server', 'valkey-server'];

/** The Redis or Valkey server of this machine, if there is one. */
export const redisProgram = (): string | undefined =>
  PROGRAMS.find((program) => spawnSync(program, ['--version']).status === 0);

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
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
