/** What has been read of an edited table so far: operations that can be done, and what cannot be read or may not be. */
import type { Finding, Param } from '../findings.js';
import { applyOperation, type Operation } from '../operations/operations.js';
import { stepKinds } from '../step-kinds/step-kinds.js';
import type { LocalText, Step, Template } from '../template/document.js';
import { type TableColumnId, tableColumns } from './columns.js';
import { loose } from './row-matching.js';
import { mayAt, type TableOptions } from './table-rows.js';

/** The id of the element called so, in either language. */
export function called(map: Readonly<Record<string, { title: LocalText }>>, text: string): string | undefined {
  const wanted = loose(text);
  return Object.entries(map).find(
    ([, { title }]) => loose(title.zh) === wanted || loose(title.en ?? '') === wanted,
  )?.[0];
}

/** What elements are called, for a sentence that names all of them. */
export const titles = (map: Readonly<Record<string, { title: LocalText }>>): { zh: string; en: string } => ({
  zh: Object.values(map)
    .map(({ title }) => title.zh)
    .join('、'),
  en: Object.values(map)
    .map(({ title }) => title.en ?? title.zh)
    .join(', '),
});

export const kindTitles = (): { zh: string; en: string } =>
  titles(Object.fromEntries(stepKinds.map((one) => [one.id, one])));

export class Reading {
  readonly operations: Operation[] = [];
  readonly findings: Finding[] = [];
  /** The template as it is after the operations so far. */
  current: Template;
  private line: number | undefined;

  constructor(
    readonly template: Template,
    readonly options: TableOptions,
  ) {
    this.current = template;
  }

  at(line: number | undefined): void {
    this.line = line;
  }

  find(code: string, path: string, params: Record<string, Param>, severity: Finding['severity'] = 'error'): void {
    const line: Record<string, Param> = this.line === undefined ? {} : { line: this.line };
    this.findings.push({ code: `table.${code}`, severity, path, params: { ...params, ...line } });
  }

  /** Keeps an operation if it can be done and is allowed; else says why not. */
  do(operation: Operation, path: string): boolean {
    const applied = applyOperation(this.current, operation);
    if (!applied.ok) {
      const { code, params } = applied.refusal;
      this.findings.push({ code, severity: 'error', path, params });
      return false;
    }
    this.current = applied.value.template;
    if (applied.value.edits.length > 0) this.operations.push(operation);
    return true;
  }

  /** Whether a place is open; says so where it is not. */
  open(path: string, column: TableColumnId, step: Step): boolean {
    if (mayAt(path, this.options).set) return true;
    this.locked(path, column, step);
    return false;
  }

  locked(path: string, column: TableColumnId, step: Step): void {
    const title = tableColumns.find(({ id }) => id === column)?.title ?? { zh: '', en: '' };
    this.find('locked', path, { step: step.title, column: title });
  }
}
