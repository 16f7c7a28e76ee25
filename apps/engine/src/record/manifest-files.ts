/**
 * Copies of the manifests outside the database, in a folder that should lie where this server can add but not rewrite
 * (a write-once share, another machine). A file is never written twice.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText, type Head, type SignedManifest } from '@gangmu/core';

export const manifestFile = (number: number): string => `manifest-${String(number).padStart(6, '0')}.json`;

/** Writes one manifest with all heads it covers. Returns false when its file was there already. */
export const writeManifestFile = async (
  folder: string,
  signed: SignedManifest,
  heads: readonly Head[],
): Promise<boolean> => {
  await mkdir(folder, { recursive: true });
  const text = canonicalText({
    heads: heads.map((head) => [head.stream, head.seq, head.hash]),
    manifest: signed.manifest,
    signature: signed.signature,
  });
  try {
    await writeFile(join(folder, manifestFile(signed.manifest.number)), `${text}\n`, { flag: 'wx', mode: 0o444 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** Numbers of the manifests that have a file. */
export const writtenManifests = async (folder: string): Promise<Set<number>> => {
  const names = await readdir(folder).catch(() => [] as string[]);
  return new Set(names.flatMap((name) => Number(/^manifest-(\d{6,})\.json$/.exec(name)?.[1]) || []));
};
