import { open } from 'node:fs/promises';

/** Makes the names in a folder survive a power cut, as its files do that were synced. Windows needs and allows no such thing. */
export async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
