/** `gangmu export --out FILE`: the whole record of a running engine, to be kept and checked elsewhere. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addressOf, type ProblemDocument, recordRoutes } from '@gangmu/contract';
import { Command } from 'commander';
import { asksEngine } from '../running-engine.js';
import type { Output } from './verify.js';

export interface ExportFlags {
  out: string;
  url: string;
  token?: string;
  personal?: boolean;
  json?: boolean;
  progress?: boolean;
  lang: 'zh' | 'en';
}

const WORDS = {
  zh: {
    token: '请用 --token 或环境变量 GANGMU_TOKEN 提供接口令牌（须有 record:export 权限，持有人的岗位在全县）。',
    unreachable: (url: string) => `连接不上 ${url}：请确认系统已启动（npm start），或用 --url 指定地址。`,
    broken: (file: string, reason: string) => `导出中断（${reason}），没有留下 ${file}。请重试。`,
    done: (file: string, size: string) => `已导出到 ${file}（${size}）。`,
    hint: (file: string, key: string) => `核验：gangmu verify ${file} --key ${key}`,
  },
  en: {
    token:
      'Give an API token with --token or in GANGMU_TOKEN (with record:export, its owner holding a post at the root).',
    unreachable: (url: string) =>
      `Nothing answers at ${url}: start the system (npm start), or name its address with --url.`,
    broken: (file: string, reason: string) => `The export broke off (${reason}); ${file} was not made. Try again.`,
    done: (file: string, size: string) => `Exported to ${file} (${size}).`,
    hint: (file: string, key: string) => `To check it: gangmu verify ${file} --key ${key}`,
  },
};

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Counts bytes and tells of them at most four times a second. */
const meter = (tell: (bytes: number) => void): { stream: Transform; bytes: () => number } => {
  let bytes = 0;
  let told = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      const now = performance.now();
      if (now - told > 250) {
        told = now;
        tell(bytes);
      }
      done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes };
};

/** Exit code: 0 exported, 1 refused, 2 engine out of reach or file cannot be written. */
export const exportRecord = async (flags: ExportFlags, output: Output): Promise<number> => {
  const words = WORDS[flags.lang];
  const fail = (detail: string, code: number): number => {
    if (flags.json) output.out(JSON.stringify({ status: 'failed', detail }));
    else output.err(detail);
    return code;
  };
  if (flags.token === undefined || flags.token === '') return fail(words.token, 2);
  const headers = { authorization: `Bearer ${flags.token}`, 'accept-language': flags.lang === 'zh' ? 'zh-CN' : 'en' };
  const personal = flags.personal ? 'included' : 'withheld';
  let response: Response;
  let key = '';
  try {
    const answer = await fetch(new URL(recordRoutes.key.path, flags.url));
    if (answer.ok) ({ key } = (await answer.json()) as { key: string });
    response = await fetch(new URL(addressOf(recordRoutes.export, {}, { personal }), flags.url), { headers });
  } catch {
    return fail(words.unreachable(flags.url), 2);
  }
  if (!response.ok || response.body === null) {
    const problem = (await response.json().catch(() => undefined)) as ProblemDocument | undefined;
    return fail(problem?.detail ?? String(response.status), response.status >= 500 ? 2 : 1);
  }
  // Written beside its place and moved there when whole: a file that exists is a complete one.
  const part = `${flags.out}.part`;
  const showing = flags.progress === true && process.stderr.isTTY;
  const { stream, bytes } = meter((count) => showing && process.stderr.write(`\r${sizeOf(count)} `));
  try {
    await pipeline(Readable.fromWeb(response.body as never), stream, createWriteStream(part, { mode: 0o600 }));
    await rename(part, flags.out);
  } catch (error) {
    await rm(part, { force: true });
    return fail(words.broken(flags.out, (error as NodeJS.ErrnoException).code ?? String(error)), 2);
  }
  if (showing) process.stderr.write('\r');
  if (flags.json) output.out(JSON.stringify({ status: 'exported', file: flags.out, bytes: bytes(), key }));
  else for (const line of [words.done(flags.out, sizeOf(bytes())), words.hint(flags.out, key)]) output.out(line);
  return 0;
};

/** The command; `exit` takes the exit code. */
export const exportCommand = (lang: 'zh' | 'en', exit: (code: number) => void): Command =>
  asksEngine(
    new Command('export')
      .description('Writes the whole record of a running engine to a file, sealed and signed')
      .requiredOption('--out <file>', 'where to write it, e.g. record.gangmu.ndjson')
      .option('--personal', 'with the personal values; without them the chains verify just as well')
      .option('--no-progress', 'show no progress'),
    lang,
    'record:export',
  ).action(async (flags: ExportFlags) => {
    exit(await exportRecord(flags, { out: (line) => console.log(line), err: (line) => console.error(line) }));
  });
