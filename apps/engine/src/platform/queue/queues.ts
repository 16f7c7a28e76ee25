/**
 * BullMQ on PostgreSQL (default) or Redis/Valkey: the same code on either. The queue is an alarm clock and a courier;
 * what is due and what must be sent stands in tables, so losing every job in it loses nothing but a minute.
 */
import {
  createPostgresBackend,
  createRedisBackend,
  type Job,
  type Queue,
  runMigrations,
  type Worker,
  withBackend,
} from 'bullmq';
import { Client } from 'pg';

export interface QueueSettings {
  /** Redis or Valkey; missing: PostgreSQL. */
  redisUrl: string | undefined;
  /** The runtime role's connection: the queue lives in a schema of its own beside the tables. */
  postgresUrl: string;
  /** The owner's, which makes that schema; missing where another process has made it. */
  ownerUrl: string | undefined;
  /** Keeps apart the queues of several databases that share one Redis. */
  prefix: string;
  /** Told of connection faults; BullMQ reconnects by itself. */
  onError: (error: Error) => void;
}

export interface OpenQueue {
  /** Adds a job; one with the same id that has not run yet is the same job. */
  add(id: string, delayMs: number): Promise<void>;
  close(): Promise<void>;
}
export interface OpenWorker {
  close(): Promise<void>;
}
export interface Queues {
  queue(name: string): Promise<OpenQueue>;
  /** `handle` gets the job's id; an error makes BullMQ try again with growing pauses. */
  worker(name: string, handle: (id: string) => Promise<void>): Promise<OpenWorker>;
}

const SCHEMA = 'bullmq';

/** Prepares the backend and answers the way to open queues and workers on it. */
export async function openQueues(settings: QueueSettings): Promise<Queues> {
  const { Queue, Worker, connection } =
    settings.redisUrl === undefined
      ? await onPostgres(settings.postgresUrl, settings.ownerUrl)
      : onRedis(settings.redisUrl);
  const prefix = settings.redisUrl === undefined ? {} : { prefix: settings.prefix };
  const watched = <T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(one: T): T => {
    one.on('error', settings.onError);
    return one;
  };
  /**
   * On PostgreSQL a first connection that fails is never tried again, and a worker would ask for it without a pause
   * until nothing else in this process got a turn: nothing works before it is connected, or the start fails. Redis is
   * waited for by its own client.
   */
  const connected = async <T extends Queue | Worker>(one: T): Promise<T> => {
    if (settings.redisUrl !== undefined) return one;
    try {
      await one.waitUntilReady();
    } catch (error) {
      await one.close().catch(() => undefined);
      throw error;
    }
    return one;
  };
  return {
    queue: async (name) => {
      const opened = watched(
        new Queue(name, {
          connection,
          ...prefix,
          // A finished job's id blocks its reuse: nothing is kept of those that went well.
          defaultJobOptions: {
            removeOnComplete: true,
            removeOnFail: 100,
            attempts: 20,
            backoff: { type: 'exponential', delay: 500 },
          },
        }),
      );
      const queue = await connected(opened);
      return {
        add: async (id, delayMs) => void (await queue.add(name, {}, { jobId: id, delay: Math.max(0, delayMs) })),
        close: () => queue.close(),
      };
    },
    worker: async (name, handle) => {
      const opened = watched(
        new Worker(name, (job: Job) => handle(job.id ?? ''), { connection, ...prefix, concurrency: 1, autorun: false }),
      );
      const worker = await connected(opened);
      void worker.run().catch(settings.onError);
      return { close: () => worker.close() };
    },
  };
}

interface Backend {
  Queue: new (name: string, options: Record<string, unknown>) => Queue;
  Worker: new (name: string, handle: (job: Job) => Promise<void>, options: Record<string, unknown>) => Worker;
  connection: unknown;
}

async function onPostgres(url: string, ownerUrl: string | undefined): Promise<Backend> {
  if (ownerUrl !== undefined) {
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      await runMigrations(owner, SCHEMA);
      const role = owner.escapeIdentifier(decodeURIComponent(new URL(url).username));
      await owner.query(`
        GRANT USAGE ON SCHEMA ${SCHEMA} TO ${role};
        GRANT ALL ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${role};
        GRANT ALL ON ALL SEQUENCES IN SCHEMA ${SCHEMA} TO ${role};
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO ${role};
      `);
    } finally {
      await owner.end();
    }
  }
  // Each queue and worker opens a pool of its own: small ones.
  return {
    ...withBackend(createPostgresBackend),
    connection: { connectionString: url, schema: SCHEMA, max: 3, skipMigrations: true },
  } as unknown as Backend;
}

const onRedis = (url: string): Backend => {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  const connection = {
    host: hostname,
    port: Number(port || 6379),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 ? { db: Number(pathname.slice(1)) } : {}),
    ...(protocol === 'rediss:' || protocol === 'valkeys:' ? { tls: {} } : {}),
    // Workers wait for Redis to come back instead of giving up a blocking read.
    maxRetriesPerRequest: null,
  };
  return { ...withBackend(createRedisBackend), connection } as unknown as Backend;
};
