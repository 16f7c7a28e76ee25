/**
 * The load: a process of its own, so that it takes no turn of the engine's loop. Each client holds one kept-alive
 * connection and sends its next request when the last was answered. Plain sockets, because a full HTTP client would
 * cost as much as what is measured, on the same two cores.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Load {
  port: number;
  /** Requests of each client, in order. */
  clients: { cookie: string; requests: { path: string; key: string; body: string }[] }[];
}
export interface LoadResult {
  ms: number;
  /** Answers by status. */
  statuses: Record<number, number>;
  latencies: number[];
  /** The first answer that was not 200. */
  complaint?: string;
}

/** The load's process. Kept for several loads, so that none pays for warming it up. */
export class LoadProcess {
  private readonly child: ChildProcess = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, NODE_OPTIONS: '' },
    execArgv: [],
  });

  /** Runs one load; the time counts from its first byte to its last. */
  async run(load: Load): Promise<LoadResult> {
    const answer = once(this.child, 'message') as Promise<[LoadResult]>;
    this.child.send(load);
    const [result] = await answer;
    if (result.complaint !== undefined) throw new Error(`the engine answered:\n${result.complaint}`);
    return result;
  }

  close(): void {
    this.child.disconnect();
  }
}

const requestText = (cookie: string, { path, key, body }: { path: string; key: string; body: string }): string =>
  `POST ${path} HTTP/1.1\r\nhost: bench\r\ncookie: ${cookie}\r\nx-gangmu-request: 1\r\nidempotency-key: ${key}\r\n` +
  `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

function client(port: number, requests: Buffer[], result: LoadResult): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let next = 0;
    let sent = 0;
    let pending = '';
    const send = (): void => {
      const request = requests[next++];
      if (request === undefined) {
        socket.end();
        resolve();
        return;
      }
      sent = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending.slice(0, head))?.[1] ?? 0);
      if (pending.length < head + 4 + length) return;
      const status = Number(pending.slice(9, 12));
      result.latencies.push(performance.now() - sent);
      result.statuses[status] = (result.statuses[status] ?? 0) + 1;
      if (status !== 200) result.complaint ??= pending;
      pending = '';
      send();
    });
  });
}

async function sendAll(port: number, prepared: Buffer[][]): Promise<void> {
  const result: LoadResult = { ms: 0, statuses: {}, latencies: [] };
  const begun = performance.now();
  await Promise.all(prepared.map((requests) => client(port, requests, result)));
  result.ms = performance.now() - begun;
  process.send?.(result);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on('message', (message) => {
    const { port, clients } = message as Load;
    const prepared = clients.map(({ cookie, requests }) =>
      requests.map((request) => Buffer.from(requestText(cookie, request))),
    );
    void sendAll(port, prepared);
  });
}
