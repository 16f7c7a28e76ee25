/**
 * Writes the shipped calendar from the published holidays in `chinese-days`: `node libs/core/scripts/write-calendar.mjs`.
 *
 * Only the package's list of dates is used, never its functions: those go through `Date` and are a day off in some
 * time zones.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const entry = require.resolve('chinese-days');
const { version } = JSON.parse(await readFile(new URL('../package.json', `file://${entry}`), 'utf8'));
const { holidays, workdays } = JSON.parse(await readFile(new URL('./chinese-days.json', `file://${entry}`), 'utf8'));

const years = {};
for (const [field, dates] of [
  ['holidays', holidays],
  ['makeUpWorkdays', workdays],
]) {
  for (const date of Object.keys(dates).toSorted()) {
    const year = (years[date.slice(0, 4)] ??= { holidays: [], makeUpWorkdays: [] });
    year[field].push(date);
  }
}
const data = { id: 'cn', version, years: years };

const list = (year, dates) => `on('${year}', '${dates.map((date) => date.slice(5)).join(' ')}')`;
const lines = Object.entries(data.years).map(
  ([year, { holidays: rest, makeUpWorkdays }]) =>
    `    '${year}': {\n      holidays: ${list(year, rest)},\n      makeUpWorkdays: ${list(year, makeUpWorkdays)},\n    },`,
);
await writeFile(
  new URL('../src/calendar/cn-data.ts', import.meta.url),
  `// Written by scripts/write-calendar.mjs from the published holidays in chinese-days; do not edit.
import type { CalendarData } from './calendar.js';

const on = (year: string, days: string): string[] => days.split(' ').filter(Boolean).map((day) => \`\${year}-\${day}\`);

export const cnCalendarData: CalendarData = {
  id: '${data.id}',
  version: '${data.version}',
  years: {
${lines.join('\n')}
  },
};
`,
);
