/** `gangmu verify EXPORT --key PUBLIC`: checks an export offline; nothing but the file and the key is needed. */
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Hash, manifestHash, say, type Verdict, signedManifestSchema, verifyExport } from '@gangmu/core';
import { SingleBar } from 'cli-progress';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { checkSignature, readPublicKey } from './public-key.js';

export interface VerifyFlags {
  key: string[];
  manifests?: string;
  json?: boolean;
  progress?: boolean;
  lang: 'zh' | 'en';
}
export interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
}

const WORDS = {
  zh: {
    intact: '记录完整：未发现任何改动。',
    counts: (v: Extract<Verdict, { status: 'intact' }>) =>
      `记录链 ${v.streams} 条，记录 ${v.events} 条，签名清单 ${v.manifests} 份（${v.from ?? '—'} 至 ${v.to ?? '—'}）。`,
    last: (hash: string) => `最后一份清单的指纹：${hash}`,
    broken: '记录不完整或已被改动。第一处不符：',
    unreadable: (file: string, reason: string) => `读不了 ${file}：${reason}。请检查路径和权限。`,
    key: (given: string) =>
      `“${given}”不是 Ed25519 公钥，也不是存放公钥的文件。公钥在数据目录的 signing-key.pub 中，或由 /api/record/key 给出。`,
    manifests: (folder: string) => `${folder} 里没有可读的清单文件（manifest-000001.json …）。`,
  },
  en: {
    intact: 'The record is intact: nothing was altered.',
    counts: (v: Extract<Verdict, { status: 'intact' }>) =>
      `${v.streams} chains, ${v.events} events, ${v.manifests} signed manifests (${v.from ?? '–'} to ${v.to ?? '–'}).`,
    last: (hash: string) => `Fingerprint of the last manifest: ${hash}`,
    broken: 'The record is not intact. The first thing that does not fit:',
    unreadable: (file: string, reason: string) => `Cannot read ${file}: ${reason}. Check path and permissions.`,
    key: (given: string) =>
      `"${given}" is neither an Ed25519 public key nor a file with one. The key is in signing-key.pub of the data folder, or answered by /api/record/key.`,
    manifests: (folder: string) => `There are no readable manifest files (manifest-000001.json …) in ${folder}.`,
  },
};

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Why the command cannot begin: exit code 2. */
class Unusable extends Error {}

const keysOf = async (flags: VerifyFlags): Promise<Hash[]> => {
  const keys: Hash[] = [];
  for (const given of flags.key) {
    const key = await readPublicKey(given).catch(() => undefined);
    if (key === undefined) throw new Unusable(WORDS[flags.lang].key(given));
    keys.push(key);
  }
  return keys;
};

const manifestFileSchema = signedManifestSchema.extend({ heads: z.unknown() });

/** Hashes of manifests that were kept elsewhere, by number. */
const knownManifests = async (folder: string, lang: 'zh' | 'en'): Promise<Map<number, Hash>> => {
  const known = new Map<number, Hash>();
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (!/^manifest-\d+\.json$/.test(name)) continue;
    const text = await readFile(join(folder, name), 'utf8');
    const parsed = manifestFileSchema.safeParse(parseOr(text));
    if (!parsed.success) throw new Unusable(WORDS[lang].unreadable(join(folder, name), 'JSON'));
    known.set(parsed.data.manifest.number, manifestHash(parsed.data));
  }
  if (known.size === 0) throw new Unusable(WORDS[lang].manifests(folder));
  return known;
};

const parseOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function* watched(file: string, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    onBytes(bytes.length);
    yield bytes;
  }
}

const check = async (file: string, flags: VerifyFlags): Promise<Verdict> => {
  const keys = await keysOf(flags);
  const known = flags.manifests === undefined ? undefined : await knownManifests(flags.manifests, flags.lang);
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : Promise.reject(new Error('EISDIR'))),
    (error: unknown) => Promise.reject(error as Error),
  );
  const bar =
    flags.progress && process.stderr.isTTY
      ? new SingleBar({ format: '{bar} {percentage}%', hideCursor: true, stream: process.stderr })
      : undefined;
  bar?.start(size, 0);
  try {
    return await verifyExport(
      watched(file, (count) => bar?.increment(count)),
      { keys, checkSignature, ...(known === undefined ? {} : { known }) },
    );
  } finally {
    bar?.stop();
  }
};

/** Exit code: 0 intact, 1 something does not fit, 2 file or key cannot be used. */
export const verifyFile = async (file: string, flags: VerifyFlags, output: Output): Promise<number> => {
  const words = WORDS[flags.lang];
  let verdict: Verdict;
  try {
    verdict = await check(file, flags);
  } catch (error) {
    const said = error instanceof Unusable ? error.message : words.unreadable(file, reasonOf(error));
    if (flags.json) output.out(JSON.stringify({ status: 'unreadable', detail: said }));
    else output.err(said);
    return 2;
  }
  if (verdict.status === 'intact') {
    if (flags.json) output.out(JSON.stringify(verdict));
    else
      for (const line of [words.intact, words.counts(verdict), words.last(verdict.manifest ?? '–')]) output.out(line);
    return 0;
  }
  const { first } = verdict;
  const detail = say(flags.lang, first.code, first.params);
  if (flags.json) output.out(JSON.stringify({ ...verdict, first: { ...first, detail } }));
  else output.err(`${words.broken}\n  ${detail}\n  [${first.code}]`);
  return 1;
};

/** The command; `exit` takes the exit code. */
export const verifyCommand = (lang: 'zh' | 'en', exit: (code: number) => void): Command =>
  new Command('verify')
    .description('Checks an export of the record offline and names the first thing that does not fit')
    .argument('<export>', 'file made by `gangmu export`')
    // Repeated rather than variadic: `--key PUBLIC EXPORT` must not take the file for a second key.
    .requiredOption(
      '--key <public>',
      'public key of the engine: hex, base64, PEM or a file with it; repeat it where the key was changed',
      (given: string, before: string[] | undefined) => [...(before ?? []), given],
    )
    .option('--manifests <folder>', 'manifests kept elsewhere: finds a record rewritten with the right key')
    .option('--json', 'print the result as JSON')
    .option('--no-progress', 'show no progress bar')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['zh', 'en']).default(lang))
    .addHelpText('after', '\nExit code: 0 intact, 1 not intact, 2 file or key cannot be used.')
    .action(async (file: string, flags: VerifyFlags) => {
      exit(await verifyFile(file, flags, { out: (line) => console.log(line), err: (line) => console.error(line) }));
    });
