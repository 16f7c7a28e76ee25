/** Text rows → typed rows, each wrong cell named. A row with a wrong cell is still handed on where its key is sound. */
import { type Param, ROLES, type Role } from '@gangmu/core';
import { COLUMNS, type TableKind, fieldsOf, headingOf, kindOf, missingFields } from './columns.js';
import { type RowProblem, fileProblem } from '../row-problem.js';
import type { TextTable } from '../read-table.js';
import {
  type Read,
  readCategory,
  readCode,
  readCount,
  readDate,
  readDuties,
  readLogin,
  readName,
  readOptional,
  readRole,
  readScope,
  type ScopeText,
} from './read-value.js';

export const GROUP_FIELDS = {
  territory: 'territory',
  field: 'field',
  contact_leader: 'contact',
  inspection_group: 'inspection',
} as const;
export type GroupKind = (typeof GROUP_FIELDS)[keyof typeof GROUP_FIELDS];

/** Where a row stands, and which fields its file has a column for: a missing column leaves things as they are. */
interface Place {
  file: string;
  row: number;
  has: ReadonlySet<string>;
  /** The heading the file gives a field, for naming the place. */
  heading: (field: string) => string;
}
export interface UnitRow extends Place {
  code: string;
  nameZh: string;
  nameEn: string | null;
  parentCode: string | null;
  category: string;
  rank: string | null;
  validFrom: string | null;
  validTo: string | null;
  members: number;
  groups: Record<GroupKind, string | null>;
}
export interface PersonRow extends Place {
  login: string;
  nameZh: string;
  nameEn: string | null;
  phone: string | null;
  email: string | null;
  unitCode: string;
}
export interface PostRow extends Place {
  code: string;
  unitCode: string;
  titleZh: string;
  titleEn: string | null;
  role: Role;
  scope: ScopeText;
  duties: string[];
  holderLogin: string | null;
  validFrom: string | null;
}

export interface ParsedFiles {
  units: UnitRow[];
  people: PersonRow[];
  posts: PostRow[];
  problems: RowProblem[];
}

/** Reads cells of one row and collects what is wrong with them. */
class RowReader implements Place {
  constructor(
    readonly file: string,
    readonly row: number,
    readonly has: ReadonlySet<string>,
    readonly heading: (field: string) => string,
    private readonly cells: ReadonlyMap<string, string>,
    private readonly problems: RowProblem[],
  ) {}
  text(field: string): string {
    return this.cells.get(field) ?? '';
  }
  wrong(field: string, code: string, params: Record<string, Param> = {}): void {
    this.problems.push({ file: this.file, row: this.row, column: this.heading(field), code, params });
  }
  take<T>(field: string, read: (text: string) => Read<T>, otherwise: T): T {
    const result = read(this.text(field));
    if (result.ok) return result.value;
    this.wrong(field, result.code, result.params);
    return otherwise;
  }
  get place(): Place {
    return { file: this.file, row: this.row, has: this.has, heading: this.heading };
  }
}

const optional = (text: string): Read<string | null> => readOptional(text);

function unitRow(r: RowReader): UnitRow {
  const row: UnitRow = {
    ...r.place,
    code: r.take('code', readCode, ''),
    nameZh: r.take('name', readName, ''),
    nameEn: r.take('name_en', optional, null),
    parentCode: r.text('parent_code') === '' ? null : r.take('parent_code', readCode, null as string | null as string),
    category: r.take('category', readCategory, ''),
    rank: r.take('rank', (text) => readOptional(text, 40), null),
    validFrom: r.take('valid_from', readDate, null),
    validTo: r.take('valid_to', readDate, null),
    members: r.take('members', readCount, 0),
    groups: { territory: null, field: null, contact: null, inspection: null },
  };
  for (const [field, kind] of Object.entries(GROUP_FIELDS))
    row.groups[kind] = r.take(field, (text) => readOptional(text, 60), null);
  if (row.validFrom !== null && row.validTo !== null && row.validTo < row.validFrom)
    r.wrong('valid_to', 'import.dates-reversed', { from: row.validFrom, to: row.validTo });
  return row;
}

function personRow(r: RowReader): PersonRow {
  const email = r.take('email', optional, null);
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    r.wrong('email', 'import.email-invalid', { value: email.slice(0, 80) });
  return {
    ...r.place,
    login: r.take('login', readLogin, ''),
    nameZh: r.take('name', readName, ''),
    nameEn: r.take('name_en', optional, null),
    phone: r.take('phone', (text) => readOptional(text, 40), null),
    email,
    unitCode: r.take('unit_code', readCode, ''),
  };
}

function postRow(r: RowReader): PostRow {
  const role = readRole(r.text('role'));
  const known = (ROLES as readonly string[]).includes(role);
  if (!known)
    r.wrong('role', role === '' ? 'import.value-missing' : 'import.role-unknown', {
      value: role.slice(0, 60),
      known: [...ROLES],
    });
  return {
    ...r.place,
    code: r.take('code', readCode, ''),
    unitCode: r.take('unit_code', readCode, ''),
    titleZh: r.take('title', readName, ''),
    titleEn: r.take('title_en', optional, null),
    role: known ? (role as Role) : 'auditor',
    scope: readScope(r.text('scope')),
    duties: r.take('duties', readDuties, []),
    holderLogin: r.text('holder_login') === '' ? null : r.take('holder_login', readLogin, ''),
    validFrom: r.take('valid_from', readDate, null),
  };
}

/** Typed rows of all given tables. `kinds` says what a table holds where the sender knew. */
export function parseRows(tables: readonly { table: TextTable; kind?: TableKind | undefined }[]): ParsedFiles {
  const parsed: ParsedFiles = { units: [], people: [], posts: [], problems: [] };
  for (const { table, kind: stated } of tables) {
    const kind = stated ?? kindOf(table.headings);
    if (kind === undefined) {
      parsed.problems.push(fileProblem(table.file, 'import.kind-unknown', { found: table.headings.slice(0, 20) }));
      continue;
    }
    const missing = missingFields(kind, table.headings);
    for (const field of missing)
      parsed.problems.push({
        ...fileProblem(table.file, 'import.column-missing', {
          column: field,
          headings: COLUMNS[kind][field]?.headings ?? [],
        }),
        row: 1,
        column: field,
      });
    const fields = fieldsOf(kind, table.headings);
    const twice = fields.find((field, at) => field !== undefined && fields.indexOf(field) !== at);
    if (twice !== undefined)
      parsed.problems.push({
        ...fileProblem(table.file, 'import.column-twice', { column: twice }),
        row: 1,
        column: twice,
      });
    if (missing.length > 0 || twice !== undefined) continue;
    const has = new Set(fields.filter((field) => field !== undefined));
    const heading = (field: string): string => headingOf(kind, field, table.headings);
    for (const { row, cells } of table.rows) {
      const named = new Map(
        fields.flatMap((field, at) => (field === undefined ? [] : [[field, cells[at] ?? ''] as const])),
      );
      const reader = new RowReader(table.file, row, has, heading, named, parsed.problems);
      if (kind === 'units') parsed.units.push(unitRow(reader));
      else if (kind === 'people') parsed.people.push(personRow(reader));
      else parsed.posts.push(postRow(reader));
    }
  }
  return parsed;
}
