/**
 * The rectification ledger (问题整改台账) as a workbook that people edit and send back. Ids travel in hidden columns, with
 * the version each problem had, so that only what was changed in the workbook is taken for a change.
 */
import { HIDDEN, type SheetBlock, type SheetColumnId, sheetColumns } from '@gangmu/core';
import writeXlsxFile, { type CellObject, type Feature, type Row } from 'write-excel-file/universal';
import { printable } from '../task-table/columns-shown.js';

export interface LedgerSheetOptions {
  lang: 'zh' | 'en';
  /** What stands above the table: 云溪县问题整改台账 … */
  title: string;
  /** Day of the export. */
  on: string;
}

const WORDS = {
  zh: {
    sheet: '问题整改台账',
    hint: (on: string) =>
      `截至 ${on}。可以改动、增加行（新增措施请插入空行）；灰色的列不能改，隐藏的列不要动。改好后原样导入。`,
  },
  en: {
    sheet: 'Ledger',
    hint: (on: string) =>
      `As of ${on}. Change and add rows (insert an empty row for a new measure); grey columns cannot be changed, leave the hidden ones alone. Then import the file.`,
  },
} as const;
const FONTS = {
  zh: { title: '方正小标宋简体', heading: '黑体', body: '仿宋_GB2312' },
  en: { title: 'Times New Roman', heading: 'Times New Roman', body: 'Times New Roman' },
} as const;

/** Said by the system, not by whoever fills the table in. */
const GREY: ReadonlySet<SheetColumnId> = new Set(['number', 'unit', 'foundOn', 'status', 'closedOn']);
const CENTRED: ReadonlySet<SheetColumnId> = new Set([
  'number',
  'class',
  'foundOn',
  'due',
  'measureDue',
  'doneOn',
  'status',
  'closedOn',
]);
const HIDDEN_COLUMNS = Object.values(HIDDEN);
const HEADING_ROW = 3;

const bordered = { borderStyle: 'thin', borderColor: '#000000', wrap: true, alignVertical: 'center' } as const;

function blockRows({ rows }: SheetBlock, font: string): Row[] {
  return rows.map((row, index) => [
    { value: row.problem },
    { value: String(row.version) },
    row.measure === undefined ? null : { value: row.measure },
    ...sheetColumns.map(({ id, of }): CellObject | null => {
      // What concerns the problem is written once, over all its measures.
      if (of === 'problem' && index > 0) return null;
      return {
        ...bordered,
        // Always text: nothing anybody wrote becomes a formula.
        value: printable(row.cells[id] ?? ''),
        type: String,
        fontFamily: font,
        fontSize: 11,
        ...(of === 'problem' && rows.length > 1 && { rowSpan: rows.length }),
        ...(CENTRED.has(id) && { align: 'center' as const }),
        ...(GREY.has(id) && { backgroundColor: '#F0F0F0' }),
      };
    }),
  ]);
}

function sheetData(blocks: readonly SheetBlock[], { lang, title, on }: LedgerSheetOptions): Row[] {
  const fonts = FONTS[lang];
  const span = sheetColumns.length;
  const across = (cell: CellObject): Row => [
    ...HIDDEN_COLUMNS.map(() => null),
    { ...cell, columnSpan: span },
    ...Array.from({ length: span - 1 }, () => null),
  ];
  return [
    across({ value: printable(title), fontFamily: fonts.title, fontSize: 22, align: 'center', height: 36 }),
    across({ value: WORDS[lang].hint(on), fontFamily: fonts.body, fontSize: 10, textColor: '#666666', height: 18 }),
    [
      ...HIDDEN_COLUMNS.map((value) => ({ value })),
      ...sheetColumns.map((column) => ({
        ...bordered,
        value: column.title[lang] ?? column.title.zh,
        fontFamily: fonts.heading,
        fontSize: 12,
        align: 'center' as const,
        backgroundColor: '#E8EDF3',
      })),
    ],
    ...blocks.flatMap((block) => blockRows(block, fonts.body)),
  ];
}

/** What the library leaves to its users: hidden columns, one page wide, headings on every page. */
const pageLayout = (sheet: string): Feature<Blob> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transformElementAttributes: (tag, attributes, index = 0) => {
          if (tag === 'col' && index < HIDDEN_COLUMNS.length) return { ...attributes, hidden: 1 };
          if (tag === 'pageSetup') return { ...attributes, paperSize: 8, fitToWidth: 1, fitToHeight: 0 };
          return attributes;
        },
        transform: (content) =>
          content.replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'),
      },
      'xl/workbook.xml': {
        transform: (content) =>
          content.replace(
            '<definedNames/>',
            `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$${HEADING_ROW}:$${HEADING_ROW}</definedName></definedNames>`,
          ),
      },
    },
  },
});

/** Writes the ledger as xlsx: one row per measure, what concerns the problem merged over its measures. */
export async function exportLedger(blocks: readonly SheetBlock[], options: LedgerSheetOptions): Promise<Uint8Array> {
  const { sheet } = WORDS[options.lang];
  const file = writeXlsxFile(
    [
      {
        sheet,
        data: sheetData(blocks, options),
        columns: [...HIDDEN_COLUMNS.map(() => ({ width: 12 })), ...sheetColumns.map(({ width }) => ({ width }))],
        stickyRowsCount: HEADING_ROW,
        orientation: 'landscape',
      },
    ],
    { features: [pageLayout(sheet)] },
  );
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}
