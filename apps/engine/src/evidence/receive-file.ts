import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../platform/ids.js';

/** A content on its way in: complete, hashed, not yet kept. */
export interface ReceivedFile {
  path: string;
  hash: string;
  size: number;
}

/** More came than may come. */
export class TooLarge extends Error {}

/**
 * Writes a body of at most `most` bytes beside its later place, hashing as it goes: never more than a piece of it is in
 * memory. `work` decides what becomes of it; whatever it left of the file is removed.
 * @throws TooLarge as soon as it is known, or the stream's own error when the sender went away
 */
export async function withReceivedFile<T>(
  body: Readable,
  folder: string,
  most: number,
  work: (file: ReceivedFile) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${newId()}.part`);
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    try {
      for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > most) throw new TooLarge();
        hash.update(piece);
        await file.writeFile(piece);
      }
    } finally {
      await file.close();
    }
    return await work({ path, hash: hash.digest('hex'), size });
  } finally {
    // What is left of a refused body is let through unread: the answer reaches the sender, the connection goes on.
    body.resume();
    await rm(path, { force: true });
  }
}
