/**
 * The 任务分解表 as a workbook that people edit and send back. The ids of steps travel in a hidden first column, so that
 * sorting, renaming and renumbering lose nothing; a hidden sheet says which version it was made from.
 */
import {
  contentHash,
  type TableColumn,
  type TableOptions,
  tableSections,
  type TaskSection,
  type Template,
} from '@gangmu/core';
import writeXlsxFile, { type CellObject, type Feature, type Row } from 'write-excel-file/universal';
import { columnsToEdit, halvesOf, printable, sectionHeading } from './columns-shown.js';

export const WORKBOOK_FORMAT = 'gangmu-table/1';
/** Heading of the hidden column, and name of the hidden sheet. */
export const ID_HEADING = 'gangmu:id';
export const ORIGIN_SHEET = 'gangmu';

const WORDS = {
  zh: {
    sheet: '任务分解表',
    title: (of: string) => `${of}任务分解表`,
    hint: '灰色的单元格不能改。可以改动、增加行；不要改动隐藏的第一列。改好后原样导回。',
  },
  en: {
    sheet: 'Tasks',
    title: (of: string) => `${of}: allocation of tasks`,
    hint: 'Grey cells cannot be changed. Change and add rows; leave the hidden first column alone. Then import the file.',
  },
} as const;

const FONTS = {
  zh: { title: '方正小标宋简体', heading: '黑体', section: '楷体_GB2312', body: '仿宋_GB2312' },
  en: { title: 'Times New Roman', heading: 'Times New Roman', section: 'Times New Roman', body: 'Times New Roman' },
} as const;

/** Characters across a landscape A4 page. */
const PAGE_WIDTH = 130;
const NUMBER_WIDTH = 12;
/** Points a line of a cell takes. */
const LINE = 15;
/** GB/T 9704 in inches, the page turned: 37, 35, 28 and 26 mm. */
const MARGINS = { left: 1.46, right: 1.38, top: 1.1, bottom: 1.02, header: 0.5, footer: 0.6 };

/** Characters a column holds, of which a Chinese one counts for two; the number is never broken. */
const widthsOf = (columns: readonly TableColumn[]): number[] => {
  const rest = columns.filter(({ id }) => id !== 'number').reduce((sum, { width }) => sum + width, 0);
  return columns.map(({ id, width }) =>
    id === 'number' ? NUMBER_WIDTH : Math.round((width / rest) * (PAGE_WIDTH - NUMBER_WIDTH)),
  );
};

/** Points a row needs for its fullest cell. */
function heightOf(cells: readonly string[], widths: readonly number[]): number {
  const lines = cells.map((text, i) => Math.ceil(halvesOf(text) / Math.max(1, (widths[i] ?? 1) - 1)));
  return Math.max(1, ...lines) * LINE + 4;
}

/** Title, hint and headings. */
const HEAD_ROWS = 3;

const bordered = { borderStyle: 'thin', borderColor: '#000000', wrap: true, alignVertical: 'center' } as const;

function sheetRows(template: Template, sections: readonly TaskSection[], options: TableOptions): Row[] {
  const { lang } = options;
  const words = WORDS[lang];
  const fonts = FONTS[lang];
  const columns = columnsToEdit();
  const widths = widthsOf(columns);
  const span = columns.length;
  const across = (cell: CellObject): Row => [
    null,
    { ...cell, columnSpan: span },
    ...Array.from({ length: span - 1 }, () => null),
  ];
  const title = lang === 'en' ? (template.title.en ?? template.title.zh) : template.title.zh;
  const rows: Row[] = [
    across({
      value: printable(words.title(title)),
      fontFamily: fonts.title,
      fontSize: 22,
      align: 'center',
      height: 36,
    }),
    across({ value: words.hint, fontFamily: fonts.body, fontSize: 10, textColor: '#666666', wrap: true, height: 18 }),
    [
      { value: ID_HEADING },
      ...columns.map((column) => ({
        ...bordered,
        value: column.title[lang] ?? column.title.zh,
        fontFamily: fonts.heading,
        fontSize: 12,
        align: 'center' as const,
        backgroundColor: '#E8EDF3',
      })),
    ],
  ];
  for (const section of sections) {
    rows.push(
      across({
        ...bordered,
        value: printable(sectionHeading(section, lang)),
        fontFamily: fonts.section,
        fontSize: 12,
        fontWeight: 'bold',
      }),
    );
    for (const { id, cells, editable } of section.rows) {
      const texts = columns.map((column) => cells[column.id]);
      rows.push([
        { value: id, height: heightOf(texts, widths) },
        ...columns.map((column): CellObject => {
          const locked = !editable[column.id] && column.id !== 'number';
          return {
            ...bordered,
            value: printable(cells[column.id]),
            type: String,
            fontFamily: fonts.body,
            fontSize: 11,
            ...(column.id === 'number' && { align: 'center' as const }),
            ...(locked && { backgroundColor: '#F0F0F0' }),
          };
        }),
      ]);
    }
  }
  return rows;
}

/** What the library leaves to its users: hidden column and sheet, margins, one page wide, headings on every page. */
const pageLayout = (sheet: string, columns: number): Feature<Blob> => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transformElementAttributes: (tag, attributes, index, { sheet: of }) => {
          if (of !== sheet) return attributes;
          if (tag === 'col' && index === 0) return { ...attributes, hidden: 1 };
          if (tag === 'pageMargins') return { ...attributes, ...MARGINS };
          if (tag === 'pageSetup') return { ...attributes, paperSize: 9, fitToWidth: 1, fitToHeight: 0 };
          return attributes;
        },
        transform: (content, { sheet: of }) =>
          of === sheet
            ? content
                // A height to begin with: without it some programs show one line, held fast it could not grow with its text.
                .replaceAll(/(<row r="(\d+)"[^>]*?) customHeight="1"/g, (all: string, row: string, number: string) =>
                  Number(number) > HEAD_ROWS ? row : all,
                )
                .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
                .replace(
                  /(<pageSetup[^>]*\/>)/,
                  '$1<headerFooter><oddFooter>&amp;C&amp;"宋体"&amp;14— &amp;P —</oddFooter></headerFooter>',
                )
            : content,
      },
      'xl/workbook.xml': {
        transformElementAttributes: (tag, attributes) =>
          tag === 'sheet' && attributes['name'] === ORIGIN_SHEET ? { ...attributes, state: 'hidden' } : attributes,
        transform: (content) =>
          content.replace(
            '<definedNames/>',
            `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$3:$3</definedName>` +
              `<definedName name="_xlnm.Print_Area" localSheetId="0">'${sheet}'!$B:$${String.fromCodePoint(65 + columns)}</definedName></definedNames>`,
          ),
      },
    },
  },
});

/** Writes the table of a template as xlsx, in one language, with what may not be changed in grey. */
export async function exportWorkbook(template: Template, options: TableOptions): Promise<Uint8Array> {
  const { lang } = options;
  const { sheet } = WORDS[lang];
  const columns = columnsToEdit();
  const file = writeXlsxFile(
    [
      {
        sheet,
        data: sheetRows(template, tableSections(template, options), options),
        columns: [{ width: 12 }, ...widthsOf(columns).map((width) => ({ width }))],
        stickyRowsCount: HEAD_ROWS,
        orientation: 'landscape',
      },
      { sheet: ORIGIN_SHEET, data: [[WORKBOOK_FORMAT, lang, contentHash(template)]] },
    ],
    { features: [pageLayout(sheet, columns.length)] },
  );
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}
