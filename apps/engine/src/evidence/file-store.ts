import type { Readable } from 'node:stream';

/**
 * Where contents lie, by hash. Contents never change, so that keeping one twice is keeping it once. All processes of an
 * installation share one store.
 */
export abstract class FileStore {
  /** Keeps a finished file under its hash; afterwards the file at `path` belongs to the store or is superfluous. */
  abstract keep(hash: string, path: string): Promise<void>;
  /** The content, or undefined when it is not there. */
  abstract read(hash: string): Promise<Readable | undefined>;
  abstract has(hash: string): Promise<boolean>;
  /** Every content there is, with the time it was last kept (real time, ms). */
  abstract all(): AsyncIterable<{ hash: string; keptAt: number }>;
  abstract remove(hash: string): Promise<void>;
}
