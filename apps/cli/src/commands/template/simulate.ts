/** `gangmu template simulate FILE`: what a template comes to for the units there are, before anybody is bound by it. */
import {
  type CategoryBurden,
  type Collision,
  isPlainDate,
  say,
  simulate,
  type SimulatedUnit,
  type Simulation,
  unitPerCategory,
  windowFrom,
} from '@gangmu/core';
import { Command, InvalidArgumentError } from 'commander';
import { calendarOf, templateOf } from './input.js';
import { calendarOption, languageOption } from './options.js';
import { unitsOf } from './organisation-input.js';
import { outcome } from './outcome.js';
import {
  findingForMachines,
  findingLines,
  type Language,
  processTerminal,
  suggestionOf,
  tallyOf,
  type Terminal,
} from './terminal.js';

interface SimulateCommandOptions {
  units?: string;
  start?: string;
  json?: boolean;
  lang: Language;
  calendar?: string;
}

const WORDS = {
  zh: {
    head: (units: number, classes: number, start: string, end: string, calendar: string) =>
      `${units} 个单位（${classes} 类），${start} 至 ${end}，日历 ${calendar}`,
    steps: ['任务', '单位数', '最早开始', '最早办结', '计划开始', '截止', '余地（工作日）'],
    burden: ['类别', '单位数', '任务数', '最忙的一周', '分钟', '限额', '超出单位'],
    provisional: '（日历待公布）',
    burdenTitle: '每周负担',
    stepsTitle: '各项任务的日期',
    collisions: '冲突',
    findings: '问题',
    none: '没有发现问题。',
  },
  en: {
    head: (units: number, classes: number, start: string, end: string, calendar: string) =>
      `${units} units (${classes} kinds), ${start} to ${end}, calendar ${calendar}`,
    steps: ['step', 'units', 'earliest open', 'earliest end', 'open', 'due', 'slack (working days)'],
    burden: ['category', 'units', 'items', 'busiest week', 'minutes', 'limit', 'units over'],
    provisional: ' (calendar not published)',
    burdenTitle: 'Burden by week',
    stepsTitle: 'Dates of the steps',
    collisions: 'Collisions',
    findings: 'Findings',
    none: 'Nothing found.',
  },
} as const;

/** Chinese characters take two columns of a terminal. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)))).join('  ')}`.trimEnd(),
  );
}

const local = (text: { zh: string; en?: string }, lang: Language): string =>
  (lang === 'en' ? text.en : undefined) ?? text.zh;

/** A collision as a finding reads: who it is about, in words. */
const collisionLines = (collision: Collision, lang: Language): string[] => {
  const { code, title, from, to, is, max, units } = collision;
  const params = { who: title, from, to, is, max, units };
  const advice = suggestionOf({ code, severity: 'info', path: '', params }, lang);
  return [`  ${say(lang, code, params)}`, ...(advice ? [`      → ${advice}`] : [])];
};

const busiest = ({ weeks }: CategoryBurden) => weeks.toSorted((a, b) => b.minutes - a.minutes)[0];

function lines(result: Simulation, lang: Language): string[] {
  const words = WORDS[lang];
  const { start, end } = result.window;
  return [
    words.head(result.units, result.classes, start, end, result.calendar),
    '',
    words.stepsTitle,
    ...table([
      words.steps,
      ...result.steps.map((step) => [
        local(step.title, lang),
        String(step.units),
        step.earliestOpen,
        step.earliestEnd,
        step.open,
        step.due + (step.provisional ? words.provisional : ''),
        String(step.slackDays),
      ]),
    ]),
    '',
    words.burdenTitle,
    ...table([
      words.burden,
      ...result.burden.map((category) => {
        const week = busiest(category);
        return [
          local(category.title, lang),
          String(category.units),
          String(category.items),
          week?.week ?? '–',
          String(Math.ceil(week?.minutes ?? 0)),
          String(category.limit),
          String(week?.unitsOver ?? 0),
        ];
      }),
    ]),
    ...(result.collisions.length > 0
      ? ['', words.collisions, ...result.collisions.flatMap((one) => collisionLines(one, lang))]
      : []),
    '',
    ...(result.findings.length > 0 ? [words.findings, ...findingLines(result.findings, lang)] : [words.none]),
  ];
}

/** Simulates one template; answers 0 when it works, 1 where something cannot, 2 where a file could not be read. */
export const simulateTemplate = (file: string, options: SimulateCommandOptions, terminal: Terminal): Promise<number> =>
  outcome(options, terminal, async () => {
    const { lang } = options;
    const template = await templateOf(file, lang);
    const calendar = await calendarOf(options.calendar, lang);
    const units: SimulatedUnit[] = options.units ? await unitsOf(options.units, lang) : unitPerCategory(template);
    const window = options.start === undefined ? template.window : windowFrom(template, options.start);
    const result = simulate({ id: template.id, template, window }, units, { calendar });
    if (options.json)
      terminal.print(
        JSON.stringify({ ...result, findings: result.findings.map((finding) => findingForMachines(finding, lang)) }),
      );
    else for (const line of lines(result, lang)) terminal.print(line);
    return tallyOf(result.findings).errors > 0 ? 1 : 0;
  });

/** A date as it is typed. @throws InvalidArgumentError where it is none */
export const plainDate = (text: string): string => {
  if (!isPlainDate(text)) throw new InvalidArgumentError('a date is written 2026-03-02');
  return text;
};

/** The command as the command line adds it. */
export const simulateCommand = (lang: Language, exit: (code: number) => void): Command =>
  new Command('simulate')
    .description('dates, weekly burden, collisions and impossible chains of a template for the units there are')
    .argument('<file>', 'template file (JSON)')
    .option('--units <file>', 'units (CSV or xlsx as for "org import"); one of each category where not given')
    .option('--start <date>', 'begin on this day instead of the planned one', plainDate)
    .option('--json', 'one JSON object for machines')
    .addOption(languageOption(lang))
    .addOption(calendarOption())
    .addHelpText('after', '\nExit code: 0 it works, 1 something cannot work, 2 a file could not be read or wrong use.')
    .action(async (file: string, options: SimulateCommandOptions) =>
      exit(await simulateTemplate(file, options, processTerminal)),
    );
