/** Which columns a table on paper has: those that say something, in the order of the table. */
import { type TableColumn, tableColumns, type TableColumnId, type TaskSection } from '@gangmu/core';

/** Phases are headings between the rows; kinds and mandates concern designers only. */
const ON_PAPER: readonly TableColumnId[] = ['number', 'task', 'lead', 'supporting', 'post', 'deadline', 'evidence'];
/** Left out where no row has any. */
const IF_ANY: ReadonlySet<TableColumnId> = new Set(['supporting', 'post']);

/** The columns of an attachment: those that have something in any row. */
export const columnsOnPaper = (sections: readonly TaskSection[]): TableColumn[] =>
  tableColumns.filter(
    ({ id }) =>
      ON_PAPER.includes(id) &&
      (!IF_ANY.has(id) || sections.some(({ rows }) => rows.some(({ cells }) => cells[id] !== ''))),
  );

/** The columns of a workbook that is to come back: all but the phase, which is a heading between the rows. */
export const columnsToEdit = (): TableColumn[] => tableColumns.filter(({ id }) => id !== 'phase');

/** 一、动员部署; also how a heading is known when the table comes back. */
export const sectionHeading = ({ number, title }: TaskSection, lang: 'zh' | 'en'): string =>
  lang === 'zh' ? `${number}、${title}` : `${number}. ${title}`;

/** A text without what no XML file may hold. */
export const printable = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- exactly what XML forbids
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(/[\ud800-\udfff]/gu, '');

/** How wide a text is, in halves of a Chinese character; Latin letters are a little wider than half. */
export const halvesOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1.1), 0);
