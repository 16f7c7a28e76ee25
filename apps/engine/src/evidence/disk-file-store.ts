import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { settleFolder } from '../platform/settle-folder.js';
import { FileStore } from './file-store.js';

const HASH = /^[0-9a-f]{64}$/;
/** A folder that is not there yet holds nothing. */
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Contents in a folder: `ab/cdef…`, so that no folder grows too large. */
export class DiskFileStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  /** `path` must lie on the same disk: what is renamed is there whole or not at all. */
  async keep(hash: string, path: string): Promise<void> {
    if (await this.has(hash)) return;
    const place = this.placeOf(hash);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await settled(path);
    await rename(path, place);
    await settleFolder(dirname(place));
    await settleFolder(this.folder);
  }

  async read(hash: string): Promise<Readable | undefined> {
    return (await this.has(hash)) ? createReadStream(this.placeOf(hash)) : undefined;
  }

  async has(hash: string): Promise<boolean> {
    return access(this.placeOf(hash), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  async *all(): AsyncGenerator<{ hash: string; keptAt: number }> {
    for (const folder of await namesIn(this.folder)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const rest of await namesIn(join(this.folder, folder))) {
        const hash = folder + rest;
        if (!HASH.test(hash)) continue;
        const found = await stat(this.placeOf(hash)).catch(() => undefined);
        if (found !== undefined) yield { hash, keptAt: found.mtimeMs };
      }
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(this.placeOf(hash), { force: true });
  }

  private placeOf(hash: string): string {
    if (!HASH.test(hash)) throw new Error(`not a content hash: ${hash}`);
    return join(this.folder, hash.slice(0, 2), hash.slice(2));
  }
}

/** What the database will name must survive a power cut as the database does. */
async function settled(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
