/** Tables handed in as evidence: rows, cells, and figures over a column with a filter (M03). */
import { isPlainDate } from '../calendar/plain-date.js';
import { refuse, type Refusal } from '../findings.js';
import type { Evidence } from '../template/document.js';
import type { EvidenceValue, TableRow } from './model.js';
import { own } from './own.js';

type Table = Extract<Evidence, { type: 'table' }>;
type Column = Table['columns'][string];
type Rule = Table['rules'][number];

const MAX_CELL = 2000;
const no = (code: string, path: string, params: Refusal['params'] = {}): Refusal => refuse(code, path, params).refusal;

function cellRefusal(column: Column, cell: string | number, path: string, sensitive: boolean): Refusal | undefined {
  switch (column.type) {
    case 'number':
      return typeof cell === 'number' && Number.isFinite(cell) ? undefined : no('evidence.number.shape', path);
    case 'date':
      return typeof cell === 'string' && isPlainDate(cell) ? undefined : no('evidence.date.shape', path);
    case 'choice':
      return (column.options ?? []).some(({ value }) => value === cell)
        ? undefined
        : no('evidence.choice.unknown', path);
    case 'text':
      if (sensitive) return no('evidence.sensitive', path);
      if (typeof cell !== 'string') return no('evidence.text.shape', path);
      return Array.from(cell).length > MAX_CELL ? no('evidence.text.long', path, { max: MAX_CELL }) : undefined;
  }
}

const isEmpty = (cell: string | number | null | undefined): cell is null | undefined | '' =>
  cell === undefined || cell === null || cell === '';

/** The figure of a rule over the rows its filter keeps. */
export function aggregate(rule: Rule, rows: readonly TableRow[]): number {
  const { filter, column } = rule;
  const kept = rows.filter((row) => {
    if (!filter) return true;
    const cell = String(own(row, filter.column) ?? '');
    return (filter.only?.includes(cell) ?? true) && !filter.exclude?.includes(cell);
  });
  const cells = column === undefined ? [] : kept.map((row) => own(row, column));
  switch (rule.of) {
    case 'count':
      return column === undefined ? kept.length : cells.filter((cell) => !isEmpty(cell)).length;
    case 'sum':
      return cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0);
    case 'distinct-days':
      return new Set(cells.filter((cell) => !isEmpty(cell))).size;
  }
}

/** The first thing wrong with a table, or undefined. */
export function tableRefusal(rule: Table, value: EvidenceValue, path: string, sensitive: boolean): Refusal | undefined {
  const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!Array.isArray(value) || !value.every(isRow)) return no('evidence.table.shape', path);
  const rows = value as TableRow[];
  if (rows.length < rule.minRows) return no('evidence.table.few', path, { min: rule.minRows });
  if (rows.length > rule.maxRows) return no('evidence.table.many', path, { max: rule.maxRows });
  for (const [index, row] of rows.entries()) {
    for (const id of Object.keys(row))
      if (!own(rule.columns, id)) return no('evidence.unknown', `${path}/${index}/${id}`, { evidence: id });
    for (const [id, column] of Object.entries(rule.columns)) {
      const cell = own(row, id);
      const at = `${path}/${index}/${id}`;
      if (isEmpty(cell)) {
        if (column.required && !(sensitive && column.type === 'text'))
          return no('evidence.table.cell', at, { title: column.title, row: index + 1 });
        continue;
      }
      const refusal = cellRefusal(column, cell, at, sensitive);
      if (refusal) return { ...refusal, params: { title: column.title, ...refusal.params } };
    }
  }
  for (const each of rule.rules) {
    const figure = aggregate(each, rows);
    const params = { of: each.of, figure };
    if (each.min !== undefined && figure < each.min)
      return no('evidence.table.min', path, { ...params, min: each.min });
    if (each.max !== undefined && figure > each.max)
      return no('evidence.table.max', path, { ...params, max: each.max });
  }
  return undefined;
}
