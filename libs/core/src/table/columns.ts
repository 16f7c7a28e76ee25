/** The columns of the 任务分解表, as data: the editor, the workbook and the Word attachment have the same. */
import type { LocalText } from '../template/document.js';

export interface TableColumn {
  id: 'number' | 'phase' | 'task' | 'kind' | 'lead' | 'supporting' | 'post' | 'deadline' | 'evidence' | 'mandate';
  title: LocalText;
  /** Share of the width of the page. */
  width: number;
  /** How a cell is edited: typed, chosen from a list, or not in the table at all. */
  editing: 'text' | 'choice' | 'choices' | 'date' | 'none';
  /** Headings under which others write the same column. */
  known: readonly string[];
}
export type TableColumnId = TableColumn['id'];

export const tableColumns: readonly TableColumn[] = [
  { id: 'number', title: { zh: '序号', en: 'No.' }, width: 6, editing: 'none', known: ['编号', 'no', 'number'] },
  { id: 'phase', title: { zh: '板块', en: 'Phase' }, width: 10, editing: 'choice', known: ['阶段', '类别', '环节'] },
  {
    id: 'task',
    title: { zh: '任务', en: 'Task' },
    width: 26,
    editing: 'text',
    known: ['工作任务', '任务名称', '重点任务', '任务内容', '工作内容', '事项', 'step'],
  },
  { id: 'kind', title: { zh: '任务类型', en: 'Kind' }, width: 8, editing: 'choice', known: ['类型'] },
  {
    id: 'lead',
    title: { zh: '牵头', en: 'Lead' },
    width: 10,
    editing: 'choice',
    known: ['牵头科室', '牵头单位', '牵头部门', '责任单位', '责任科室', 'lead role'],
  },
  {
    id: 'supporting',
    title: { zh: '配合', en: 'Supporting' },
    width: 12,
    editing: 'choices',
    known: ['配合科室', '配合单位', '配合部门', 'supporting roles'],
  },
  {
    id: 'post',
    title: { zh: '责任岗位', en: 'Responsible post' },
    width: 10,
    editing: 'text',
    known: ['责任人', '岗位', '责任领导', 'post'],
  },
  {
    id: 'deadline',
    title: { zh: '截止时间', en: 'Deadline' },
    width: 14,
    editing: 'date',
    known: ['完成时限', '时限', '完成时间', '时间节点', '时间要求', '办结时限', 'due', 'due date'],
  },
  {
    id: 'evidence',
    title: { zh: '佐证材料', en: 'Evidence' },
    width: 20,
    editing: 'none',
    known: ['佐证', '报送材料', '成果形式', '工作成果'],
  },
  { id: 'mandate', title: { zh: '动作属性', en: 'Mandate' }, width: 8, editing: 'choice', known: ['属性'] },
];

const plainHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s.:：（）()*]/g, '');

/** The column a heading stands for, or undefined. */
export function columnOf(heading: string): TableColumn | undefined {
  const wanted = plainHeading(heading);
  if (wanted === '') return undefined;
  return tableColumns.find(({ title, known }) =>
    [title.zh, title.en ?? '', ...known].some((one) => plainHeading(one) === wanted),
  );
}
