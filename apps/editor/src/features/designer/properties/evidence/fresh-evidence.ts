/** What a new piece of evidence of each type begins as: a title in both languages, and limits that can be met. */
import { type Evidence, EVIDENCE_TYPES as TYPES } from '@gangmu/core';
import type { Language } from '../../../../platform/language.js';

export type EvidenceType = Evidence['type'];

export const EVIDENCE_TYPES: readonly EvidenceType[] = [
  'date',
  'head-count',
  'number',
  'choice',
  'table',
  'text',
  'file',
  'photo',
];

/** What a new piece of evidence is called, until it gets a name of its own. */
const TITLES: Record<EvidenceType, { zh: string; en: string }> = {
  date: { zh: '开展日期', en: 'Date held' },
  'head-count': { zh: '参加人数', en: 'Head-count' },
  number: { zh: '数字', en: 'Number' },
  choice: { zh: '选择', en: 'Choice' },
  table: { zh: '表格', en: 'Table' },
  text: { zh: '文字', en: 'Text' },
  file: { zh: '文件', en: 'File' },
  photo: { zh: '照片', en: 'Photo' },
};

/** What a type is called. */
export function typeName(type: EvidenceType, language: Language): string {
  const name: string = TYPES[type][language];
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Types that keep words, papers or pictures: nothing a sensitive step may ask for. */
export const KEEPS_WORDS: ReadonlySet<EvidenceType> = new Set(['text', 'file', 'photo']);

const yesNo = [
  { value: 'yes', label: { zh: '是', en: 'Yes' } },
  { value: 'no', label: { zh: '否', en: 'No' } },
];

/** A piece of evidence of that type to begin with. */
export function freshEvidence(type: EvidenceType, order: number): Evidence {
  const base = { title: TITLES[type], required: true, order };
  switch (type) {
    case 'number':
      return { ...base, type, min: 0, integer: true };
    case 'text':
      return { ...base, type, maxLength: 500 };
    case 'choice':
      return { ...base, type, options: yesNo, multiple: false };
    case 'file':
      return { ...base, type, allowed: ['pdf', 'docx'], min: 1, max: 1, role: 'other' };
    case 'photo':
      return { ...base, type, min: 1, max: 3 };
    case 'table':
      return {
        ...base,
        type,
        columns: {
          date: { title: { zh: '日期', en: 'Date' }, type: 'date', required: true, order: 1 },
          count: { title: { zh: '人数', en: 'People' }, type: 'number', required: true, order: 2 },
        },
        minRows: 1,
        maxRows: 200,
        rules: [],
      };
    default:
      return { ...base, type };
  }
}

/** The same piece of evidence as another type: what people wrote about it stays, what the type needs is new. */
export const asType = (evidence: Evidence, type: EvidenceType): Evidence => {
  const { title, guidance, required, order, mandate } = evidence;
  return {
    ...freshEvidence(type, order),
    title,
    ...(guidance === undefined ? {} : { guidance }),
    ...(mandate === undefined ? {} : { mandate }),
    required,
  };
};
