/**
 * Copies of the manifests outside the database, in a folder that should lie where this server can add but not rewrite
 * (a write-once share, another machine). A file is never written twice.
 */
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText, type Head, type SignedManifest } from '@gangmu/core';
import { newId } from '../platform/ids.js';
import { settleFolder } from '../platform/settle-folder.js';

export const manifestFile = (number: number): string => `manifest-${String(number).padStart(6, '0')}.json`;

/** What shares answer that know no second names: there a whole file is copied, which is as good but for a power cut. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

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
  const name = manifestFile(signed.manifest.number);
  // Written aside and linked when it is whole: a full disk or a power cut leaves no half of a manifest under its name.
  const aside = join(folder, `.${name}.${newId()}`);
  try {
    await writeFile(aside, `${text}\n`, { flag: 'wx', mode: 0o444, flush: true });
    await link(aside, join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return copyFile(aside, join(folder, name), constants.COPYFILE_EXCL);
    });
    await settleFolder(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    // What cannot be removed where files can only be added is in nobody's way.
    await rm(aside, { force: true }).catch(() => undefined);
  }
};

/** Numbers of the manifests that have a file. */
export const writtenManifests = async (folder: string): Promise<Set<number>> => {
  const names = await readdir(folder).catch(() => [] as string[]);
  return new Set(names.flatMap((name) => Number(/^manifest-(\d{6,})\.json$/.exec(name)?.[1]) || []));
};
