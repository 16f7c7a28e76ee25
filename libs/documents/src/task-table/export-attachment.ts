/**
 * The 任务分解表 as a Word file in the layout of an attachment to an official document (GB/T 9704-2012): “附件” in black
 * type at the left edge, the title in 小标宋 二号 centred, text in 仿宋 三号, margins of 37, 35, 28 and 26 mm, page numbers
 * “— 1 —” in 宋体 四号 on the outer side. The standard says nothing of the size of text in tables; 小四 is what offices
 * use where six or seven columns have to fit. Evidence is said briefly: its forms and file types concern who files it.
 */
import {
  type Calendar,
  describeEvidenceBriefly,
  describeOccurrences,
  planFor,
  sayDate,
  type TableColumn,
  type TableOptions,
  tableSections,
  type TaskSection,
  type Template,
} from '@gangmu/core';
import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Footer,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { columnsOnPaper, halvesOf, printable, sectionHeading } from './columns-shown.js';

export interface AttachmentOptions extends TableOptions {
  /** Which attachment it is; “附件” alone where there is only one. */
  number?: number;
  /** Working days for the dates it prints. */
  calendar: Calendar;
}

const WORDS = {
  zh: { attachment: '附件', title: (of: string) => `${of}任务分解表` },
  en: { attachment: 'Attachment', title: (of: string) => `${of}: allocation of tasks` },
} as const;

/** Fonts by their place; Latin letters and digits are in Times New Roman, as offices set them. */
const FONTS = {
  title: '方正小标宋简体',
  heading: '黑体',
  section: '楷体_GB2312',
  body: '仿宋_GB2312',
  page: '宋体',
} as const;
const fontOf = (place: keyof typeof FONTS, lang: 'zh' | 'en') => {
  // The page number alone has its digits in 宋体 too.
  const latin = place === 'page' && lang === 'zh' ? FONTS.page : 'Times New Roman';
  return {
    ascii: latin,
    hAnsi: latin,
    cs: latin,
    eastAsia: FONTS[place],
    // Quotation marks and dashes exist in both scripts; without this Word sets them narrow, as Latin ones.
    ...(lang === 'zh' && { hint: 'eastAsia' }),
  };
};
/** Half points: 二号, 三号, 四号, 小四. */
const SIZE = { er: 44, san: 32, si: 28, xiaosi: 24 } as const;
/** Fixed line spacing in twentieths of a point: 28 points as the standard's 22 lines a page come to, 20 in tables. */
const LINE = { text: 560, table: 400 } as const;

/** More columns than this do not fit upright. */
const UPRIGHT = 5;
const A4 = { short: convertMillimetersToTwip(210), long: convertMillimetersToTwip(297) };
const MM = { top: 37, bottom: 35, left: 28, right: 26 } as const;

/** Shares of the width beside the number, which has what its longest entry needs. */
const SHARES: Partial<Record<TableColumn['id'], number>> = {
  task: 26,
  lead: 12,
  supporting: 14,
  post: 12,
  deadline: 15,
  evidence: 31,
};
const CELL = { side: 80, upright: 40 } as const;

/** Twips half a Chinese character takes in 小四. */
const HALF = 120;

interface Cell {
  text: string;
  place?: keyof typeof FONTS;
  centred?: boolean;
  span?: number;
  bold?: boolean;
}

function tableCell(
  { text, place = 'body', centred = false, span = 1, bold = false }: Cell,
  width: number,
  lang: 'zh' | 'en',
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: CELL.side, right: CELL.side, top: CELL.upright, bottom: CELL.upright },
    children: printable(text)
      .split('\n')
      .map(
        (line) =>
          new Paragraph({
            alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
            spacing: { line: LINE.table, lineRule: 'exact' },
            children: [new TextRun({ text: line, font: fontOf(place, lang), size: SIZE.xiaosi, bold })],
          }),
      ),
  });
}

function tableOf(
  sections: readonly TaskSection[],
  columns: readonly TableColumn[],
  width: number,
  lang: 'zh' | 'en',
): Table {
  const numbers = [
    lang === 'zh' ? '序号' : 'No.',
    ...sections.flatMap(({ rows }) => rows.map(({ cells }) => cells.number)),
  ];
  const numberWidth = Math.ceil(Math.max(...numbers.map(halvesOf)) * HALF) + 2 * CELL.side + 40;
  const shares = columns.map(({ id }) => SHARES[id] ?? 0);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const widths = columns.map(({ id }, i) =>
    id === 'number' ? numberWidth : Math.floor(((shares[i] ?? 0) / total) * (width - numberWidth)),
  );
  const row = (cells: readonly Cell[], header = false): TableRow =>
    new TableRow({
      ...(header && { tableHeader: true }),
      cantSplit: true,
      children: cells.map((cell, index) => tableCell(cell, cell.span ? width : (widths[index] ?? 0), lang)),
    });
  const heading = columns.map(({ title }) => ({
    text: title[lang] ?? title.zh,
    place: 'heading' as const,
    centred: true,
  }));
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      row(heading, true),
      ...sections.flatMap((section) => [
        row([{ text: sectionHeading(section, lang), place: 'section', bold: true, span: columns.length }]),
        ...section.rows.map(({ cells }) =>
          row(columns.map(({ id }) => ({ text: cells[id], centred: id === 'number' || id === 'lead' }))),
        ),
      ]),
    ],
  });
}

/**
 * What is printed is read without the rules behind it: deadlines are days of the plan, “3月16日前”. Recurring and on-call
 * steps keep their rule. Under the heading 一、 a task is （一）.
 */
function asPrinted(template: Template, sections: readonly TaskSection[], options: AttachmentOptions): TaskSection[] {
  const { lang, calendar } = options;
  const { steps } = planFor(template, null, { calendar });
  const deadlineOf = (id: string, said: string): string => {
    const step = template.steps[id];
    const due = steps.get(id)?.items[0]?.due;
    if (!step || due === undefined) return said;
    const { mode } = step.occurrences;
    if (mode === 'every') return describeOccurrences(step.occurrences, template, lang);
    if (mode === 'on-call' || said === '') return said;
    const day = sayDate(due, lang, template);
    return lang === 'zh' ? `${day}前` : `by ${day}`;
  };
  const evidenceOf = (id: string): string =>
    Object.values(template.steps[id]?.evidence ?? {})
      .toSorted((a, b) => a.order - b.order)
      .map((evidence) => describeEvidenceBriefly(evidence, lang))
      .join(lang === 'zh' ? '；' : '; ');
  return sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({
      ...row,
      cells: {
        ...row.cells,
        number: lang === 'zh' ? row.cells.number.slice(section.number.length) : row.cells.number,
        deadline: deadlineOf(row.id, row.cells.deadline),
        evidence: evidenceOf(row.id),
      },
    })),
  }));
}

/** “— 1 —”, a character away from the outer edge: right on odd pages, left on even ones. */
const pageNumber = (side: 'left' | 'right', lang: 'zh' | 'en'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: { [side]: SIZE.si * 10 },
        children: [
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fontOf('page', lang), size: SIZE.si }),
        ],
      }),
    ],
  });

const paragraph = (
  text: string,
  place: keyof typeof FONTS,
  size: number,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  lang: 'zh' | 'en',
) =>
  new Paragraph({
    alignment,
    spacing: { line: size > SIZE.san ? 700 : LINE.text, lineRule: 'exact' },
    children: [new TextRun({ text: printable(text), font: fontOf(place, lang), size })],
  });

/** Writes the table of a template as docx; columns that nobody filled are left out, wide tables lie across the page. */
export async function exportAttachment(template: Template, options: AttachmentOptions): Promise<Uint8Array> {
  const { lang, number } = options;
  const words = WORDS[lang];
  const sections = asPrinted(template, tableSections(template, options), options);
  const columns = columnsOnPaper(sections);
  const across = columns.length > UPRIGHT;
  // Turned, the page keeps its margins at the same edges of the paper.
  const margins = across ? { top: MM.left, right: MM.top, bottom: MM.right, left: MM.bottom } : MM;
  const width = (across ? A4.long : A4.short) - convertMillimetersToTwip(margins.left + margins.right);
  const title = lang === 'en' ? (template.title.en ?? template.title.zh) : template.title.zh;
  const section: ISectionOptions = {
    properties: {
      page: {
        size: {
          width: A4.short,
          height: A4.long,
          orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: convertMillimetersToTwip(margins.top),
          right: convertMillimetersToTwip(margins.right),
          bottom: convertMillimetersToTwip(margins.bottom),
          left: convertMillimetersToTwip(margins.left),
          footer: convertMillimetersToTwip(margins.bottom - 7),
        },
      },
    },
    footers: { default: pageNumber('right', lang), even: pageNumber('left', lang) },
    children: [
      paragraph(`${words.attachment}${number ?? ''}`, 'heading', SIZE.san, AlignmentType.LEFT, lang),
      paragraph('', 'body', SIZE.san, AlignmentType.LEFT, lang),
      paragraph(words.title(title), 'title', SIZE.er, AlignmentType.CENTER, lang),
      paragraph('', 'body', SIZE.san, AlignmentType.LEFT, lang),
      tableOf(sections, columns, width, lang),
    ],
  };
  const document = new Document({
    title: printable(words.title(title)),
    creator: 'Gangmu',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: fontOf('body', lang), size: SIZE.san, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [section],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
