/** The usual columns of a rectification ledger (问题整改台账), as data: the workbook is written and read by them. */
import type { LocalText } from '../../template/document.js';

export interface SheetColumn {
  id: SheetColumnId;
  title: LocalText;
  /** Of the problem – said once for all its measures – or of one measure. */
  of: 'problem' | 'measure';
  /** Characters, in the workbook. */
  width: number;
  /** Headings under which offices write the same column. */
  known: readonly string[];
}

export type SheetColumnId =
  | 'number'
  | 'title'
  | 'detail'
  | 'source'
  | 'channel'
  | 'aspect'
  | 'theme'
  | 'class'
  | 'unit'
  | 'leader'
  | 'foundOn'
  | 'due'
  | 'measure'
  | 'person'
  | 'measureUnit'
  | 'measureDue'
  | 'progress'
  | 'doneOn'
  | 'overall'
  | 'status'
  | 'closedOn';

const column = (
  id: SheetColumnId,
  of: SheetColumn['of'],
  width: number,
  zh: string,
  en: string,
  ...known: string[]
): SheetColumn => ({ id, of, width, title: { zh, en }, known });

export const sheetColumns: readonly SheetColumn[] = [
  column('number', 'problem', 6, '序号', 'No.', '编号', 'no', 'number'),
  column(
    'title',
    'problem',
    28,
    '问题',
    'Problem',
    '存在问题',
    '具体问题',
    '问题描述',
    '问题清单',
    '查摆问题',
    '反馈问题',
    '问题内容',
  ),
  column('detail', 'problem', 28, '具体表现', 'Detail', '问题表现', '主要表现', '具体情况'),
  column('source', 'problem', 14, '来源', 'Source', '问题来源'),
  column('channel', 'problem', 10, '渠道', 'Channel', '发现渠道', '征求渠道'),
  column('aspect', 'problem', 10, '方面', 'Aspect', '问题方面', '问题类型', '六个方面'),
  column('theme', 'problem', 12, '整改主题', 'Theme', '整治主题', '专项整治主题', '所属专项'),
  column('class', 'problem', 10, '整改类别', 'Class', '整改类型', '整改方式', '类别'),
  column('unit', 'problem', 14, '问题单位', 'Unit', '所属单位', '单位', '单位名称'),
  column('leader', 'problem', 10, '责任领导', 'Responsible leader', '牵头领导', '包抓领导', '分管领导', 'leader'),
  column('foundOn', 'problem', 12, '发现日期', 'Found on', '发现时间', '查摆时间', '提出时间'),
  column('due', 'problem', 12, '整改时限', 'To be put right by', '整改期限', '整改完成时限', 'due'),
  column('measure', 'measure', 32, '整改措施', 'Measure', '措施', '具体措施', '整改举措'),
  column('person', 'measure', 10, '责任人', 'Person', '具体责任人', '经办人', '负责人'),
  column('measureUnit', 'measure', 14, '责任单位', 'Responsible unit', '责任部门', '责任科室', '牵头单位'),
  column('measureDue', 'measure', 12, '完成时限', 'Measure due', '完成期限', '措施时限', '完成时间'),
  column('progress', 'measure', 28, '进展', 'Progress', '进展情况', '整改进展', '整改情况', '完成情况', '整改落实情况'),
  column('doneOn', 'measure', 12, '完成日期', 'Done on', '办结日期', '实际完成时间', '实际完成日期'),
  column('overall', 'problem', 28, '总体进展', 'Overall progress', '总体情况'),
  column('status', 'problem', 10, '状态', 'Status', '整改状态', '销号状态', '是否销号'),
  column('closedOn', 'problem', 12, '销号时间', 'Closed on', '销号日期'),
];

/** Headings are compared without case, blanks, a trailing star or a remark in brackets. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/[\s_*.]+/g, '')
    .toLowerCase();

const byHeading: ReadonlyMap<string, SheetColumnId> = new Map(
  sheetColumns.flatMap(({ id, title, known }) =>
    [title.zh, title.en ?? '', ...known].map((heading) => [plain(heading), id] as const),
  ),
);

/** The column a heading stands for; undefined for a column that is none of ours. */
export const sheetColumnOf = (heading: string): SheetColumnId | undefined => byHeading.get(plain(heading));

/** Headings of the hidden columns: what a row is, and what it looked like when it was written. */
export const HIDDEN = { problem: 'gangmu:problem', version: 'gangmu:version', measure: 'gangmu:measure' } as const;
