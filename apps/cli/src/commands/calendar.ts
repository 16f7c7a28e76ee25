/** `gangmu calendar import|list`: working days of a running engine, from files; by API token. */
import { basename } from 'node:path';
import { calendarRoutes } from '@gangmu/contract';
import { Command } from 'commander';
import { jsonFile } from '../json-file.js';
import { asksEngine, type Common, Unusable, withClient } from '../running-engine.js';

const WORDS = {
  zh: {
    unreadable: (file: string) => `读不了 ${file}，或其中不是 JSON。格式见 workflows/calendars。`,
    taken: (version: string, years: string) => `已导入日历 ${version}，含 ${years} 年的节假日和调休。`,
    known: (version: string) => `日历 ${version} 此前已导入，没有变化。`,
    running: (name: string, version: string, id: string) =>
      `“${name}”仍按 ${version} 计算时限；要改按新日历：gangmu campaign recompute ${id}`,
    line: (version: string, years: string, newest: boolean) => `${version}${newest ? '（现行）' : ''}  ${years}`,
    none: '只分周末',
  },
  en: {
    unreadable: (file: string) => `Cannot read ${file}, or it is not JSON. See workflows/calendars for the format.`,
    taken: (version: string, years: string) =>
      `Imported calendar ${version}: holidays and make-up workdays of ${years}.`,
    known: (version: string) => `Calendar ${version} was imported before; nothing has changed.`,
    running: (name: string, version: string, id: string) =>
      `"${name}" still counts by ${version}; to have it count by the new one: gangmu campaign recompute ${id}`,
    line: (version: string, years: string, newest: boolean) => `${version}${newest ? ' (in force)' : ''}  ${years}`,
    none: 'weekends only',
  },
};

/** 2004–2025, 2027 */
function yearsText(years: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const year of years) {
    const last = spans.at(-1);
    if (last?.[1] === year - 1) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

const importFile = (file: string, flags: Common): Promise<number> =>
  withClient(flags, async (client) => {
    const words = WORDS[flags.lang];
    const calendar = await jsonFile(file).catch(() => {
      throw new Unusable(words.unreadable(file));
    });
    const answer = await client.call(calendarRoutes.import, {
      body: { file: basename(file), calendar: calendar as Record<string, unknown> },
    });
    if (flags.json !== true) {
      const { version, years } = answer.calendar;
      console.log(answer.changed ? words.taken(version, yearsText(years)) : words.known(version));
      for (const { id, name, version: by } of answer.campaigns)
        console.log(words.running(flags.lang === 'en' ? (name.en ?? name.zh) : name.zh, by, id));
    }
    return answer;
  });

const list = (flags: Common): Promise<number> =>
  withClient(flags, async (client) => {
    const words = WORDS[flags.lang];
    const answer = await client.call(calendarRoutes.list);
    if (flags.json !== true)
      for (const { version, years, newest } of answer.calendars)
        console.log(words.line(version, yearsText(years) || words.none, newest));
    return answer;
  });

/** The command; `exit` takes the exit code. */
export const calendarCommand = (lang: 'zh' | 'en', exit: (code: number) => void): Command =>
  new Command('calendar')
    .description('Working days: official holidays and make-up workdays, from files')
    .addCommand(
      asksEngine(new Command('import').argument('<file>', 'calendar as JSON, see workflows/calendars'), lang)
        .description('Takes up a calendar file; running deadlines stay until recomputed')
        .action(async (file: string, flags: Common) => exit(await importFile(file, flags))),
    )
    .addCommand(
      asksEngine(new Command('list'), lang)
        .description('Every version of every calendar')
        .action(async (flags: Common) => exit(await list(flags))),
    );
