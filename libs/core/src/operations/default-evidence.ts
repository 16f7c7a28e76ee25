import type { z } from 'zod';
import type { evidenceSchema } from '../template/document.js';

export type EvidenceInput = z.input<typeof evidenceSchema>;
export type EvidenceType = EvidenceInput['type'];

/** What a new piece of evidence of a type asks for, in the words of the offices. */
export const newEvidence: { readonly [T in EvidenceType]: Extract<EvidenceInput, { type: T }> } = {
  'head-count': { type: 'head-count', title: { zh: '参加人数', en: 'Head-count' } },
  date: { type: 'date', title: { zh: '开展日期', en: 'Date held' } },
  number: { type: 'number', title: { zh: '数量', en: 'Number' }, min: 0 },
  text: { type: 'text', title: { zh: '说明', en: 'Note' }, maxLength: 300 },
  choice: {
    type: 'choice',
    title: { zh: '选择', en: 'Choice' },
    options: [
      { value: 'yes', label: { zh: '是', en: 'Yes' } },
      { value: 'no', label: { zh: '否', en: 'No' } },
    ],
  },
  file: { type: 'file', title: { zh: '材料', en: 'Document' }, max: 1 },
  photo: { type: 'photo', title: { zh: '照片', en: 'Photo' }, max: 1 },
  table: {
    type: 'table',
    title: { zh: '表格', en: 'Table' },
    columns: { name: { title: { zh: '名称', en: 'Name' }, type: 'text', order: 1 } },
  },
};
