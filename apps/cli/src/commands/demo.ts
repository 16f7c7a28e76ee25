/** `gangmu demo`: the whole campaign of the sample county on the stepped clock. */
import { join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { DemoOutcome } from '../demo/run-demo.js';

interface Flags {
  seed: number;
  data?: string;
  port: number;
  fresh?: boolean;
  pace: number;
  json?: boolean;
  lang: 'zh' | 'en';
}

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
    }
    return value;
  };

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const WORDS = {
  zh: {
    listening: (address: string) => `演示正在进行，可在浏览器查看：${address}`,
    resumed: '接着上次中断的地方继续。',
    away: '数据库中断了。请再次运行同一命令，演示会从中断处继续。',
    coverage: '全覆盖',
    units: (u: DemoOutcome['figures']['units']) =>
      `应开展 ${u.inScope}，开展中 ${u.running}，免于开展 ${u.exempt}，途中标记 ${u.flaggedOnTheWay}，仍未解决 ${u.flagged}`,
    phases: '各板块完成率',
    held: '按时开展',
    handedIn: '按时报送',
    late: '逾期（天，按造成的层级）：单位 {unit}，审核人 {reviewer}，上级 {superior}',
    returns: '退回次数',
    activities: '联合活动 / 代填条数',
    moved: '电话调整的期限',
    ledger: (l: DemoOutcome['figures']['ledger']) =>
      `问题 ${l.found}，销号 ${l.closed}，销号率 ${percent(l.closeOutRate)}`,
    rungs: (r: DemoOutcome['figures']['rungs']) =>
      `提醒：已执行 ${r.effected}，已取消 ${r.cancelled}，已越过 ${r.passed}，未了 ${r.pending}，重复 ${r.endedTwice}`,
    intact: '记录完整，未被改动',
    broken: '记录校验未通过',
    export: '导出文件',
  },
  en: {
    listening: (address: string) => `The demonstration is running; watch it at ${address}`,
    resumed: 'Going on from where it was interrupted.',
    away: 'The database has gone away. Run the same command again: the demonstration goes on from where it stood.',
    coverage: 'Coverage',
    units: (u: DemoOutcome['figures']['units']) =>
      `${u.inScope} in scope, ${u.running} running, ${u.exempt} exempt, ${u.flaggedOnTheWay} flagged on the way, ${u.flagged} unresolved`,
    phases: 'Completion per phase',
    held: 'Held on time',
    handedIn: 'Handed in on time',
    late: 'Days late by the level that caused it: unit {unit}, reviewer {reviewer}, superior {superior}',
    returns: 'Returns',
    activities: 'Joint activities / filed for others',
    moved: 'Deadlines moved by telephone',
    ledger: (l: DemoOutcome['figures']['ledger']) =>
      `${l.found} problems, ${l.closed} closed, close-out rate ${percent(l.closeOutRate)}`,
    rungs: (r: DemoOutcome['figures']['rungs']) =>
      `Rungs: ${r.effected} effected, ${r.cancelled} cancelled, ${r.passed} passed, ${r.pending} pending, ${r.endedTwice} twice`,
    intact: 'The record is intact',
    broken: 'The record does not verify',
    export: 'Export',
  },
};

function describe({ figures, verify, export: file, key }: DemoOutcome, lang: 'zh' | 'en'): string[] {
  const w = WORDS[lang];
  const { unit, reviewer, superior } = figures.lateDays;
  return [
    '',
    `${w.coverage}: ${percent(figures.coverage)} (${w.units(figures.units)})`,
    `${w.phases}: ${Object.entries(figures.phases)
      .map(([phase, done]) => `${phase} ${percent(done)}`)
      .join(' · ')}`,
    `${w.held}: ${percent(figures.heldOnTime)} · ${w.handedIn}: ${percent(figures.handedInOnTime)}`,
    w.late
      .replace('{unit}', String(unit))
      .replace('{reviewer}', String(reviewer))
      .replace('{superior}', String(superior)),
    `${w.returns}: ${figures.returns} · ${w.activities}: ${figures.activities} / ${figures.filedForOthers} · ${w.moved}: ${figures.movedByTelephone}`,
    w.ledger(figures.ledger),
    w.rungs(figures.rungs),
    `${verify.status === 'intact' ? w.intact : w.broken} · ${w.export}: ${file} · --key ${key}`,
  ];
}

/** Whether the database, or the engine for want of it, has stopped answering: what is done is stored. */
function databaseAway(error: unknown): boolean {
  const { code, message, problem } = (error ?? {}) as {
    code?: string;
    message?: string;
    problem?: { code: string };
  };
  return (
    problem?.code === 'database-away' ||
    /^(57P0\d|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code ?? '') ||
    /Connection terminated|terminating connection/.test(message ?? '')
  );
}

async function demo(flags: Flags): Promise<number> {
  const { runDemo } = await import('../demo/run-demo.js');
  const began = performance.now();
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage}% {day}  {handedIn} ✓', hideCursor: true, stream: process.stderr })
    : undefined;
  let started = false;
  const outcome = await runDemo(
    {
      seed: flags.seed,
      data: resolve(flags.data ?? join('.gangmu', 'demo')),
      port: flags.port,
      fresh: flags.fresh === true,
      pace: flags.pace,
    },
    {
      listening: (address, resumed) => {
        console.error(WORDS[flags.lang].listening(address));
        if (resumed) console.error(WORDS[flags.lang].resumed);
      },
      day: (done, total, day, handedIn) => {
        if (bar === undefined) {
          if (done % 10 === 0) console.error(`${day}  ${done}/${total}  ${handedIn}`);
        } else if (started) bar.update(done, { day, handedIn });
        else {
          started = true;
          bar.start(total, done, { day, handedIn });
        }
      },
    },
  ).finally(() => bar?.stop());
  const { figures, verify, export: file, key, resumed } = outcome;
  if (flags.json) {
    const { coverage, ...rest } = figures;
    const elapsed = Math.round((performance.now() - began) / 1000);
    console.log(JSON.stringify({ coverage, verify, ...rest, export: file, key, resumed, elapsed }));
  } else for (const line of describe(outcome, flags.lang)) console.log(line);
  return verify.status === 'intact' ? 0 : 1;
}

/** The command; `exit` takes the exit code. */
export const demoCommand = (lang: 'zh' | 'en', exit: (code: number) => void): Command =>
  new Command('demo')
    .description('Runs the whole sample campaign on a stepped clock and proves its record')
    .option('--seed <number>', 'the same seed gives the same figures', number(0, 1_000_000_000), 7)
    .option(
      '--data <folder>',
      'folder of the demonstration (default .gangmu/demo); an interrupted one goes on from there',
    )
    .option('--port <port>', 'where the editor shows it; 0: any free port', number(0, 65535), 0)
    .option(
      '--pace <ms>',
      'real milliseconds per working day, to watch it; 0: as fast as it goes',
      number(0, 600_000),
      0,
    )
    .option('--fresh', 'begin anew instead of going on')
    .option('--json', 'last line: one object with every figure')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['zh', 'en']).default(lang))
    .addHelpText('after', '\nExit code: 0 the record is intact, 1 it is not, 2 the database has gone away.')
    .action(async (flags: Flags) => {
      try {
        exit(await demo(flags));
      } catch (error) {
        if (!databaseAway(error)) throw error;
        console.error(WORDS[flags.lang].away);
        // What still waits for the database would keep the process.
        process.exit(2);
      }
    });
