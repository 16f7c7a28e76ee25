import type { Evidence } from '../template/document.js';
import { numberUnit } from '../template/number-unit.js';
import type { Language } from '../words/words.js';
import { quote, sayList, textIn } from './speech.js';

export const EVIDENCE_TYPES = {
  'head-count': { zh: '人数', en: 'head-count' },
  date: { zh: '日期', en: 'date' },
  number: { zh: '数字', en: 'number' },
  text: { zh: '文字', en: 'text' },
  choice: { zh: '选择', en: 'choice' },
  file: { zh: '文件', en: 'file' },
  photo: { zh: '照片', en: 'photo' },
  table: { zh: '表格', en: 'table' },
} as const satisfies Record<Evidence['type'], { zh: string; en: string }>;

export const FILE_ROLES = {
  minutes: { zh: '会议记录', en: 'minutes' },
  'sign-in': { zh: '签到表', en: 'sign-in sheet' },
  plan: { zh: '方案', en: 'plan' },
  report: { zh: '报告', en: 'report' },
  other: { zh: '其他材料', en: 'other document' },
} as const;

type Table = Extract<Evidence, { type: 'table' }>;

/** What a number counts, to be written right after it. */
function unitIn({ unit }: Extract<Evidence, { type: 'number' }>, lang: Language): string {
  const said = numberUnit(unit);
  return said === undefined ? '' : lang === 'zh' ? said.zh : ` ${textIn(said, lang)}`;
}

/** A range of numbers: 2–5, 至少2, at most 5. Nothing where both ends are open; at least none at all demands nothing. */
function range(least: number | undefined, max: number | undefined, unit: string, lang: Language): string {
  const zh = lang === 'zh';
  const min = least === 0 && max !== 0 ? undefined : least;
  if (min !== undefined && min === max) return `${min}${unit}`;
  if (min !== undefined && max !== undefined) return `${min}–${max}${unit}`;
  if (min !== undefined) return zh ? `至少${min}${unit}` : `at least ${min}${unit}`;
  if (max !== undefined) return zh ? `至多${max}${unit}` : `at most ${max}${unit}`;
  return '';
}

/** A figure over the rows of a table: 学习天数合计至少7, 日期至少2个不同的日子. */
export function describeAggregate(rule: Table['rules'][number], table: Table, lang: Language): string {
  const zh = lang === 'zh';
  const column = (id: string | undefined): string => {
    const title = id === undefined ? undefined : table.columns[id]?.title;
    return title ? quote(textIn(title, lang), lang) : zh ? '（无此列）' : '(no such column)';
  };
  const option = (id: string, value: string): string => {
    const label = table.columns[id]?.options?.find((one) => one.value === value)?.label;
    return quote(label ? textIn(label, lang) : value, lang);
  };
  let rows = '';
  if (rule.filter) {
    const { column: id, only, exclude } = rule.filter;
    const parts = [
      only &&
        `${zh ? '为' : 'is '}${sayList(
          only.map((one) => option(id, one)),
          lang,
          'or',
        )}`,
      exclude &&
        `${zh ? '不为' : 'is not '}${sayList(
          exclude.map((one) => option(id, one)),
          lang,
          'or',
        )}`,
    ].filter((part) => part !== undefined);
    rows = zh ? `${column(id)}${parts.join('且')}的行` : `rows where ${column(id)} ${parts.join(' and ')}`;
  }
  const figures = range(rule.min, rule.max, '', lang) || (zh ? '不限' : 'any number');
  const within = rows === '' ? '' : zh ? `${rows}中，` : `in ${rows}, `;
  if (rule.of === 'count') {
    const named = rule.column === undefined ? '' : zh ? `填了${column(rule.column)}的` : ` with ${column(rule.column)}`;
    return zh ? `${within}${named}行数${figures}` : `${within}number of rows${named} ${figures}`;
  }
  if (rule.of === 'sum')
    return zh ? `${within}${column(rule.column)}合计${figures}` : `${within}sum of ${column(rule.column)} ${figures}`;
  return zh
    ? `${within}${column(rule.column)}不同日子数${figures}`
    : `${within}distinct days in ${column(rule.column)} ${figures}`;
}

/** What a piece of evidence demands beyond its type; nothing where it demands no more than that. */
export function describeDemands(evidence: Evidence, lang: Language): string[] {
  const zh = lang === 'zh';
  const said: string[] = [];
  const say = (text: string): void => {
    if (text !== '') said.push(text);
  };
  switch (evidence.type) {
    case 'head-count':
      if (evidence.minPresentPercent !== undefined)
        say(zh ? `到会率不低于${evidence.minPresentPercent}%` : `at least ${evidence.minPresentPercent}% present`);
      break;
    case 'date':
      break;
    case 'number': {
      const unit = unitIn(evidence, lang);
      const figures = range(evidence.min, evidence.max, unit, lang);
      say(figures === '' && unit !== '' ? (zh ? `单位：${unit}` : `in${unit}`) : figures);
      if (!evidence.integer) say(zh ? '可有小数' : 'decimals allowed');
      break;
    }
    case 'text':
      say(range(evidence.minLength, evidence.maxLength, zh ? '字' : ' characters', lang));
      break;
    case 'choice': {
      const labels = evidence.options.map((option) => textIn(option.label, lang));
      say(
        (evidence.multiple ? (zh ? '可多选：' : 'any of ') : zh ? '单选：' : 'one of ') + labels.join(zh ? '、' : ', '),
      );
      break;
    }
    case 'file':
      say(range(evidence.min, evidence.max, zh ? '份' : evidence.max === 1 ? ' file' : ' files', lang));
      say(evidence.allowed.join(zh ? '、' : ', '));
      if (evidence.role !== 'other') say(FILE_ROLES[evidence.role][lang]);
      break;
    case 'photo':
      say(range(evidence.min, evidence.max, zh ? '张' : evidence.max === 1 ? ' photo' : ' photos', lang));
      if (evidence.role === 'sign-in') say(FILE_ROLES['sign-in'][lang]);
      break;
    case 'table': {
      say(range(evidence.minRows, evidence.maxRows, zh ? '行' : ' rows', lang));
      const columns = Object.values(evidence.columns).toSorted((a, b) => a.order - b.order);
      const names = columns.map(
        ({ title, required }) => textIn(title, lang) + (required ? '' : zh ? '（选填）' : ' (optional)'),
      );
      say((zh ? '列：' : 'columns ') + names.join(zh ? '、' : ', '));
      for (const rule of evidence.rules) say(describeAggregate(rule, evidence, lang));
      break;
    }
  }
  return said;
}

/** A piece of evidence in words: 学习天数（数字，至少5天，选填）. */
export function describeEvidence(evidence: Evidence, lang: Language): string {
  const zh = lang === 'zh';
  const parts = [EVIDENCE_TYPES[evidence.type][lang], ...describeDemands(evidence, lang)];
  if (!evidence.required) parts.push(zh ? '选填' : 'optional');
  const title = textIn(evidence.title, lang);
  return zh ? `${title}（${parts.join('，')}）` : `${title} (${parts.join('; ')})`;
}

/** What is filed, briefly, as a table on paper says it: the title and how much of it, 学习天数（至少5天）. */
export function describeEvidenceBriefly(evidence: Evidence, lang: Language): string {
  const zh = lang === 'zh';
  const parts = amountsOf(evidence, lang).filter((part) => part !== '');
  if (!evidence.required) parts.push(zh ? '选填' : 'optional');
  const title = textIn(evidence.title, lang);
  if (parts.length === 0) return title;
  return zh ? `${title}（${parts.join('，')}）` : `${title} (${parts.join('; ')})`;
}

/** How much is demanded; that there is one of something at all need not be said. */
function amountsOf(evidence: Evidence, lang: Language): string[] {
  const zh = lang === 'zh';
  switch (evidence.type) {
    case 'head-count':
      return describeDemands(evidence, lang);
    case 'number':
      return [range(evidence.min, evidence.max, unitIn(evidence, lang), lang)];
    case 'file':
      return evidence.min > 1 ? [range(evidence.min, undefined, zh ? '份' : ' files', lang)] : [];
    case 'photo':
      return evidence.min > 1 ? [range(evidence.min, undefined, zh ? '张' : ' photos', lang)] : [];
    case 'table':
      return evidence.rules.map((rule) => describeAggregate(rule, evidence, lang));
    default:
      return [];
  }
}
