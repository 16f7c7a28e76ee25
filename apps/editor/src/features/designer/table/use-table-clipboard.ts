import { App } from 'antd';
import { type ClipboardEvent, useState } from 'react';
import { type EditedRow, type Finding, say } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import type { Preview } from '../bring-in/preview.js';
import { rowsBrought } from '../bring-in/file-brought.js';
import { pastedRows, type WhereRows } from './edited-rows.js';
import { type Above, asTsv, shownColumns, type ShownRow } from './table-model.js';
import type { CellEdits } from './use-cell-edits.js';
import type { Cursor } from './use-cursor.js';

export interface TableClipboard {
  paste: (event: ClipboardEvent) => void;
  copy: (event: ClipboardEvent) => void;
  /** Reads a workbook; what it changes is shown first. */
  takeFile: (file: File) => Promise<void>;
  preview: Preview | null;
  setPreview: (preview: Preview | null) => void;
}

/** What comes from a spreadsheet and goes into one: a cell is written at once, more than one is shown first. */
export function useTableClipboard(
  rows: readonly ShownRow[],
  above: Above,
  { current, range }: Cursor,
  { editing, tell, carryOut }: CellEdits,
): TableClipboard {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const readOnly = useEditing((state) => state.readOnly);
  const [preview, setPreview] = useState<Preview | null>(null);
  const show = (edited: EditedRow[], found: Finding[], where: WhereRows): void => {
    const { template, kept } = session.getState();
    setPreview(rowsBrought({ template, kept, ...above }, { rows: edited, findings: found }, language, where));
  };
  const paste = (event: ClipboardEvent): void => {
    if (current === null || editing !== 'no') return;
    const text = event.clipboardData.getData('text/plain');
    if (text.trim() === '') return;
    event.preventDefault();
    if (readOnly !== null) return tell(t('table.read-only'));
    const read = pastedRows(text, { rows, row: current.row, columns: shownColumns, column: current.column });
    const [only] = read.rows;
    const one = read.rows.length === 1 && only?.id !== undefined && Object.keys(only.cells).length === 1;
    if (one && !read.whole) carryOut(read.rows);
    else if (read.rows.length === 0) tell(t('table.paste.nothing'));
    else show(read.rows, read.findings, { phase: rows.find(({ id }) => id === current.row)?.phase });
  };
  const copy = (event: ClipboardEvent): void => {
    if (current === null || editing !== 'no') return;
    event.preventDefault();
    const { rows: ids, columns } = range ?? { rows: [current.row], columns: [current.column] };
    const copied = rows.filter(({ id }) => ids.includes(id));
    event.clipboardData.setData('text/plain', asTsv(copied, columns));
  };
  const takeFile = async (file: File): Promise<void> => {
    const { readWorkbook } = await import('@gangmu/documents');
    const read = await readWorkbook(new Uint8Array(await file.arrayBuffer()));
    if (read.ok) return show(read.rows, read.findings, { whole: true });
    const [finding] = read.findings;
    message.error(finding === undefined ? t('table.import.unreadable') : say(language, finding.code, finding.params));
  };
  return { paste, copy, takeFile, preview, setPreview };
}
