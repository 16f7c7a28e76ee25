/** `gangmu campaign launch|status|coverage|recompute`: of a running engine, by API token. */
import { campaignRoutes, type Client, templateRoutes, unitRoutes } from '@gangmu/contract';
import { Command } from 'commander';
import { jsonFile } from '../json-file.js';
import { asksEngine, type Common, finished, Unusable, withClient } from '../running-engine.js';

interface LaunchFlags extends Common {
  template: string;
  scope?: string;
  name?: string;
  start: string;
  end: string;
}

const WORDS = {
  zh: {
    unreadable: (file: string) => `读不了 ${file}，或其中不是 JSON。请检查路径和内容。`,
    noScope: (code: string) => `没有代码为“${code}”的单位，或您无权查看。`,
    launched: (campaign: string, started: number, flagged: number) =>
      `已启动 ${campaign}：${started} 个单位开展，${flagged} 个单位被标记待处理。`,
    none: '还没有活动。用 gangmu campaign launch 启动一个。',
    coverage: (c: { coverage: number; inScope: number; running: number; exempt: number; flagged: number }) =>
      `全覆盖 ${(c.coverage * 100).toFixed(1)} %：应开展 ${c.inScope}，开展中 ${c.running}，免于开展 ${c.exempt}，待处理 ${c.flagged}`,
    done: (phase: string, done: number, total: number, late: number) => `  ${phase}: ${done}/${total}，逾期 ${late}`,
    flagged: '待处理的单位：',
    would: (runs: number, from: string, to: string, later: number, earlier: number) =>
      `${runs} 个单位将由 ${from} 改按 ${to} 计算：${later} 项时限推后，${earlier} 项提前。`,
    recomputed: (runs: number, to: string) => `${runs} 个单位的时限已按 ${to} 重新计算，并已通知有变动的单位。`,
  },
  en: {
    unreadable: (file: string) => `Cannot read ${file}, or it is not JSON. Check path and content.`,
    noScope: (code: string) => `There is no unit with the code "${code}", or it is not yours to see.`,
    launched: (campaign: string, started: number, flagged: number) =>
      `Launched ${campaign}: ${started} units running, ${flagged} flagged.`,
    none: 'There is no campaign yet. Start one with gangmu campaign launch.',
    coverage: (c: { coverage: number; inScope: number; running: number; exempt: number; flagged: number }) =>
      `Coverage ${(c.coverage * 100).toFixed(1)} %: ${c.inScope} in scope, ${c.running} running, ${c.exempt} exempt, ${c.flagged} flagged`,
    done: (phase: string, done: number, total: number, late: number) => `  ${phase}: ${done}/${total}, ${late} late`,
    flagged: 'Flagged units:',
    would: (runs: number, from: string, to: string, later: number, earlier: number) =>
      `${runs} units would count by ${to} instead of ${from}: ${later} deadlines later, ${earlier} earlier.`,
    recomputed: (runs: number, to: string) =>
      `The deadlines of ${runs} units were computed anew by ${to}; those it concerns were told.`,
  },
};

async function launch(flags: LaunchFlags): Promise<number> {
  const words = WORDS[flags.lang];
  return withClient(flags, async (client) => {
    const document = await jsonFile(flags.template)
      .then((json) => json as { title?: { zh: string; en?: string } })
      .catch(() => {
        throw new Unusable(words.unreadable(flags.template));
      });
    const { entries } = await client.call(unitRoutes.list, {
      query: flags.scope === undefined ? { limit: 1 } : { q: flags.scope, limit: 100 },
    });
    const scope = flags.scope === undefined ? entries[0] : entries.find((unit) => unit.code === flags.scope);
    if (scope === undefined) throw new Unusable(words.noScope(flags.scope ?? ''));
    const { hash } = await client.call(templateRoutes.publish, {
      body: { template: document },
    });
    const name = flags.name === undefined ? (document.title ?? { zh: flags.template }) : { zh: flags.name };
    const { campaign, job } = await client.call(campaignRoutes.launch, {
      body: { template: hash, name, scope: scope.id, start: flags.start, end: flags.end },
    });
    const result = await finished(client, job, flags);
    const [started, flagged] = [Number(result['started'] ?? 0), Number(result['flagged'] ?? 0)];
    if (flags.json !== true) console.log(words.launched(campaign, started, flagged));
    return { campaign, started, flagged };
  });
}

/** The campaign named, or the latest one. */
async function campaignOf(client: Client, id: string | undefined, lang: 'zh' | 'en'): Promise<string> {
  if (id !== undefined) return id;
  const { entries } = await client.call(campaignRoutes.list, { query: { limit: 1 } });
  if (entries[0] === undefined) throw new Unusable(WORDS[lang].none);
  return entries[0].id;
}

const status = (id: string | undefined, flags: Common): Promise<number> =>
  withClient(flags, async (client) => {
    const words = WORDS[flags.lang];
    const params = { campaign: await campaignOf(client, id, flags.lang) };
    const campaign = await client.call(campaignRoutes.get, { params });
    const figures = await client.call(campaignRoutes.figures, { params });
    if (flags.json !== true) {
      console.log(flags.lang === 'en' ? (campaign.name.en ?? campaign.name.zh) : campaign.name.zh);
      console.log(words.coverage(figures.coverage));
      for (const { phase, done, total, late } of figures.phases) console.log(words.done(phase, done, total, late));
    }
    return { campaign, figures };
  });

const coverage = (id: string | undefined, flags: Common): Promise<number> =>
  withClient(flags, async (client) => {
    const words = WORDS[flags.lang];
    const params = { campaign: await campaignOf(client, id, flags.lang) };
    const { coverage: covered } = await client.call(campaignRoutes.figures, { params });
    const { entries: flagged } = await client.call(campaignRoutes.units, {
      params,
      query: { state: 'flagged', limit: 6000 },
    });
    if (flags.json !== true) {
      console.log(words.coverage(covered));
      if (flagged.length > 0) console.log(words.flagged);
      for (const { code, name } of flagged)
        console.log(`  ${code}  ${flags.lang === 'en' ? (name.en ?? name.zh) : name.zh}`);
    }
    return { ...covered, flagged: flagged.map(({ unit, code, name, reason }) => ({ unit, code, name, reason })) };
  });

const recompute = (id: string | undefined, flags: Common & { dryRun?: boolean }): Promise<number> =>
  withClient(flags, async (client) => {
    const words = WORDS[flags.lang];
    const params = { campaign: await campaignOf(client, id, flags.lang) };
    if (flags.dryRun === true) {
      const would = await client.call(campaignRoutes.previewRecompute, { params });
      if (flags.json !== true) console.log(words.would(would.runs, would.from, would.to, would.later, would.earlier));
      return would;
    }
    const { job } = await client.call(campaignRoutes.recompute, { params });
    const result = await finished(client, job, flags);
    if (flags.json !== true) console.log(words.recomputed(Number(result['runs'] ?? 0), String(result['calendar'])));
    return result;
  });

/** The command; `exit` takes the exit code. */
export const campaignCommand = (lang: 'zh' | 'en', exit: (code: number) => void): Command =>
  new Command('campaign')
    .description('Launches campaigns and says how they stand')
    .addCommand(
      asksEngine(new Command('launch'), lang)
        .description('Publishes a template and launches it over a unit and everything below it')
        .requiredOption('--template <file>', 'template as JSON')
        .requiredOption('--start <date>', 'first day, e.g. 2026-03-02')
        .requiredOption('--end <date>', 'last day')
        .option('--scope <code>', 'code of the unit; missing: the whole county')
        .option('--name <name>', 'name of the campaign; missing: the template’s title')
        .action(async (flags: LaunchFlags) => exit(await launch(flags))),
    )
    .addCommand(
      asksEngine(new Command('status').argument('[campaign]', 'id; missing: the latest'), lang)
        .description('Coverage, completion per phase, lateness')
        .action(async (id: string | undefined, flags: Common) => exit(await status(id, flags))),
    )
    .addCommand(
      asksEngine(new Command('coverage').argument('[campaign]', 'id; missing: the latest'), lang)
        .description('Who runs, who is exempt, who is flagged – by name')
        .action(async (id: string | undefined, flags: Common) => exit(await coverage(id, flags))),
    )
    .addCommand(
      asksEngine(new Command('recompute').argument('[campaign]', 'id; missing: the latest'), lang)
        .description('Computes running deadlines anew by the newest calendar; nobody becomes late by it')
        .option('--dry-run', 'only say what would change')
        .action(async (id: string | undefined, flags: Common) => exit(await recompute(id, flags))),
    );
