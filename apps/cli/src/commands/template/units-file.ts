/** Units for a simulation, from the CSV that `gangmu org import` takes: code, parent, category and the rest if given. */
import type { SimulatedUnit } from '@gangmu/core';
import { parse } from 'csv-parse/sync';
import { tableTextOf, Unreadable } from './input.js';
import type { Language } from './terminal.js';

const WORDS = {
  zh: {
    noTable: (file: string) => `${file} 不是可用的 CSV 文件。`,
    noColumn: (file: string, column: string) => `${file} 没有“${column}”这一列。`,
    noUnits: (file: string) => `${file} 里没有单位。`,
    twice: (file: string, code: string) => `${file} 里单位编码 ${code} 重复。`,
  },
  en: {
    noTable: (file: string) => `${file} is no CSV that can be used.`,
    noColumn: (file: string, column: string) => `${file} has no column "${column}".`,
    noUnits: (file: string) => `${file} has no units.`,
    twice: (file: string, code: string) => `${file} has the unit code ${code} twice.`,
  },
} as const;

type Row = Record<string, string | undefined>;

function rowsOf(text: string): Row[] | null {
  try {
    return parse<Row>(text, {
      bom: true,
      columns: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    });
  } catch {
    return null;
  }
}

/** How far below the top a unit is; a parent that is missing, or a circle, ends the way up. */
function levelOf(code: string, parents: ReadonlyMap<string, string>): number {
  const seen = new Set<string>();
  for (let at: string | undefined = code; at !== undefined && !seen.has(at); at = parents.get(at)) seen.add(at);
  return seen.size;
}

/** Reads units; throws `Unreadable` with words for a file that is none. */
export async function unitsOf(file: string, lang: Language): Promise<SimulatedUnit[]> {
  const words = WORDS[lang];
  const rows = rowsOf(await tableTextOf(file, lang));
  if (!rows) throw new Unreadable(words.noTable(file));
  const [first] = rows;
  if (!first) throw new Unreadable(words.noUnits(file));
  for (const column of ['code', 'category'])
    if (!Object.hasOwn(first, column)) throw new Unreadable(words.noColumn(file, column));
  const parents = new Map(rows.flatMap((row) => (row['parent_code'] ? [[row['code'] ?? '', row['parent_code']]] : [])));
  const seen = new Set<string>();
  return rows.map((row) => {
    const code = row['code'] ?? '';
    if (seen.has(code)) throw new Unreadable(words.twice(file, code));
    seen.add(code);
    const { category = '', rank, members, territory, field, name, name_en: en } = row;
    const superior = parents.get(code);
    return {
      id: code,
      ...(name && { name: { zh: name, ...(en && { en }) } }),
      facts: {
        category,
        ...(rank && { rank }),
        level: levelOf(code, parents),
        size: Number(members) || 0,
        groups: [territory, field].flatMap((group) => (group ? [group] : [])),
      },
      ...(superior !== undefined && { superior }),
      ...(territory && { place: { id: territory, name: { zh: territory } } }),
    };
  });
}
