/** What commands that talk to a running engine have in common: the client, sentences for what goes wrong, long work. */
import { type Client, createClient, ProblemResponse, systemRoutes } from '@gangmu/contract';
import { SingleBar } from 'cli-progress';
import { type Command, Option } from 'commander';

export interface Common {
  url: string;
  token?: string;
  json?: boolean;
  lang: 'zh' | 'en';
}

const WORDS = {
  zh: {
    token: '请用 --token 或环境变量 GANGMU_TOKEN 提供接口令牌。',
    unreachable: (url: string) => `连接不上 ${url}：请确认系统已启动（npm start），或用 --url 指定地址。`,
  },
  en: {
    token: 'Give an API token with --token or in GANGMU_TOKEN.',
    unreachable: (url: string) =>
      `Nothing answers at ${url}: start the system (npm start), or name its address with --url.`,
  },
};

/** The command with the options that all of them have in common; `permission`: what its token has to allow. */
export const asksEngine = (command: Command, lang: Common['lang'], permission?: string): Command =>
  command
    .option('--json', 'print the result as JSON')
    .addOption(
      new Option('--url <address>', 'address of the running system').default('http://127.0.0.1:4700').env('GANGMU_URL'),
    )
    .addOption(
      new Option('--token <token>', permission === undefined ? 'API token' : `API token with ${permission}`).env(
        'GANGMU_TOKEN',
      ),
    )
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['zh', 'en']).default(lang));

/** A sentence for whoever typed the command; exit code 2. */
export class Unusable extends Error {}

/**
 * Runs the work with a client; what goes wrong becomes a sentence and an exit code: 1 refused, 2 out of reach.
 * With `--json` what the work answers is printed. A number is taken for the exit code and printed nowhere.
 */
export async function withClient(flags: Common, work: (client: Client) => Promise<unknown>): Promise<number> {
  const words = WORDS[flags.lang];
  const fail = (detail: string, code: number): number => {
    if (flags.json === true) console.log(JSON.stringify({ status: 'failed', detail }));
    else console.error(detail);
    return code;
  };
  if (flags.token === undefined || flags.token === '') return fail(words.token, 2);
  const client = createClient({
    base: flags.url,
    token: flags.token,
    headers: () => ({ 'accept-language': flags.lang === 'zh' ? 'zh-CN' : 'en' }),
  });
  try {
    const answer = await work(client);
    if (typeof answer === 'number') return answer;
    if (flags.json === true) console.log(JSON.stringify(answer));
    return 0;
  } catch (error) {
    if (error instanceof Unusable) return fail(error.message, 2);
    if (error instanceof ProblemResponse)
      return fail(`${error.problem.detail} [${error.problem.code} ${error.problem.path}]`, 1);
    if (error instanceof TypeError) return fail(words.unreachable(flags.url), 2);
    throw error;
  }
}

/** Waits for a job, showing how far it has come. @throws Unusable with the reason when it failed */
export async function finished(client: Client, job: string, flags: Common): Promise<Record<string, unknown>> {
  const bar =
    process.stderr.isTTY && flags.json !== true
      ? new SingleBar({ hideCursor: true, stream: process.stderr })
      : undefined;
  let shown = false;
  try {
    for (;;) {
      const progress = await client.call(systemRoutes.progress, { params: { job } });
      if (progress.total > 0 && bar !== undefined) {
        if (!shown) bar.start(progress.total, progress.done);
        shown = true;
        bar.update(progress.done);
      }
      if (progress.status === 'done') return progress.result ?? {};
      if (progress.status === 'failed') throw new Unusable(progress.problem?.detail ?? '');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    if (shown) bar?.stop();
  }
}
