/**
 * What a cell of evidence asks for: as `describeEvidence` writes it, so that a table that went out comes back, and in
 * the words offices use (签到表、会议记录、照片3张). What neither says stays unread; nobody's text is guessed at.
 */
import { EVIDENCE_TYPES, FILE_ROLES } from '../compare/describe-evidence.js';
import { type EvidenceInput, type EvidenceType, newEvidence } from '../operations/default-evidence.js';
import type { LocalText } from '../template/document.js';

export interface EvidenceRead {
  /** What each part of the cell asks for, with the text it was read from. */
  asked: { text: string; evidence: EvidenceInput }[];
  /** Parts nothing was made of. */
  unread: string[];
}

type FileRole = keyof typeof FILE_ROLES;

const OPENING = '（(';
const CLOSING = '）)';

/** Parts of a text between separators that stand outside brackets. */
function apart(text: string, separators: RegExp): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const char of text) {
    if (OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0 && separators.test(char)) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '');
}

/** A text that ends in brackets: what stands before them and in them. */
function bracketed(text: string): { before: string; within: string } | null {
  if (!CLOSING.includes(text.at(-1) ?? ' ')) return null;
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i -= 1) {
    const char = text[i] ?? '';
    if (CLOSING.includes(char)) depth += 1;
    else if (OPENING.includes(char)) depth -= 1;
    if (depth === 0) return { before: text.slice(0, i).trim(), within: text.slice(i + 1, -1).trim() };
  }
  return null;
}

interface Range {
  min?: number;
  max?: number;
  unit: string;
}

/** 2–5份, 至少2张, at most 5 people, 3份. */
function readRange(text: string): Range | null {
  const found =
    /^(?:(?<from>-?\d+(?:\.\d+)?)\s*[–-]\s*(?<to>-?\d+(?:\.\d+)?)|(?<how>至少|不少于|至多|不超过|at least|at most)?\s*(?<one>-?\d+(?:\.\d+)?))\s*(?<unit>\D{0,20})$/i.exec(
      text,
    )?.groups;
  if (!found) return null;
  const unit = (found['unit'] ?? '').trim();
  if (found['from'] !== undefined) return { min: Number(found['from']), max: Number(found['to']), unit };
  const one = Number(found['one']);
  if (/^(?:至多|不超过|at most)$/i.test(found['how'] ?? '')) return { max: one, unit };
  return found['how'] === undefined ? { min: one, max: one, unit } : { min: one, unit };
}

const bounds = ({ min, max }: Range): { min?: number; max?: number } => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

const labels = (text: string): string[] => apart(text, /[、,，]/).map((one) => one.replace(/^["“]|["”]$/g, '').trim());

const roleCalled = (text: string): FileRole | undefined =>
  (Object.entries(FILE_ROLES) as [FileRole, { zh: string; en: string }][]).find(
    ([, { zh, en }]) => text === zh || text.toLowerCase() === en,
  )?.[0];

/** One demand in brackets, taken over into the evidence; null where it cannot be read. */
function withDemand(evidence: EvidenceInput, text: string, named: (zh: string) => LocalText): EvidenceInput | null {
  if (/^(?:选填|optional)$/i.test(text)) return { ...evidence, required: false };
  const range = readRange(text);
  switch (evidence.type) {
    case 'head-count': {
      const percent = /(\d+(?:\.\d+)?)\s*%/.exec(text)?.[1];
      return percent === undefined ? null : { ...evidence, minPresentPercent: Number(percent) };
    }
    case 'number': {
      if (/^(?:可有小数|decimals allowed)$/i.test(text)) return { ...evidence, integer: false };
      const alone = /^(?:单位[：:]\s*|in\s+)(.{1,20})$/i.exec(text)?.[1];
      if (alone !== undefined) return { ...evidence, unit: named(alone) };
      if (range === null) return null;
      return { ...evidence, ...bounds(range), ...(range.unit === '' ? {} : { unit: named(range.unit) }) };
    }
    case 'text':
      if (range === null) return null;
      return {
        ...evidence,
        ...(range.min === undefined ? {} : { minLength: range.min }),
        ...(range.max === undefined ? {} : { maxLength: range.max }),
      };
    case 'choice': {
      const options = /^(单选[：:]|可多选[：:]|one of |any of )(.+)$/is.exec(text);
      if (!options) return null;
      return {
        ...evidence,
        multiple: /^(?:可多选|any of)/i.test(options[1] ?? ''),
        options: labels(options[2] ?? '').map((label, i) => ({ value: `option-${i + 1}`, label: named(label) })),
      };
    }
    case 'file': {
      const role = roleCalled(text);
      if (role !== undefined) return { ...evidence, role };
      if (range !== null) return { ...evidence, ...most(range) };
      return /^[a-z0-9]{2,5}(?:[、,]\s*[a-z0-9]{2,5})*$/i.test(text) ? { ...evidence, allowed: labels(text) } : null;
    }
    case 'photo':
      if (roleCalled(text) === 'sign-in') return { ...evidence, role: 'sign-in' };
      return range === null ? null : { ...evidence, ...most(range) };
    case 'table': {
      const columns = /^(?:列[：:]|columns )(.+)$/is.exec(text)?.[1];
      if (columns !== undefined)
        return {
          ...evidence,
          columns: Object.fromEntries(
            labels(columns).map((label, i) => {
              const title = label.replace(/\s*[（(](?:选填|optional)[）)]$/i, '');
              return [
                `column-${i + 1}`,
                { title: named(title), type: 'text' as const, order: i + 1, required: title === label },
              ];
            }),
          ),
        };
      if (range === null) return null;
      return {
        ...evidence,
        ...(range.min === undefined ? {} : { minRows: range.min }),
        ...(range.max === undefined ? {} : { maxRows: range.max }),
      };
    }
    case 'date':
      return null;
  }
}

/** So many files or photos: as many may come as must. */
const most = ({ min, max }: Range): { min?: number; max?: number } =>
  bounds({ unit: '', ...(min === undefined ? { min: 0 } : { min }), max: max ?? Math.max(min ?? 1, 5) });

/** As the table writes it: 学习天数（数字，至少5天，选填）. */
function readWritten(text: string, lang: 'zh' | 'en', named: (text: string) => LocalText): EvidenceInput | null {
  const parts = bracketed(text);
  if (parts === null || parts.before === '') return null;
  // A list of options or columns has commas of its own in English; there, demands are set apart by semicolons.
  const [said = '', ...demands] = apart(parts.within, lang === 'zh' ? /[，；;]/ : /[；;]/);
  const type = (Object.entries(EVIDENCE_TYPES) as [EvidenceType, { zh: string; en: string }][]).find(
    ([, { zh, en }]) => said === zh || said.toLowerCase() === en,
  )?.[0];
  if (type === undefined) return null;
  let evidence: EvidenceInput = { ...newEvidence[type], title: named(parts.before) };
  for (const demand of demands) {
    const next = withDemand(evidence, demand, named);
    if (next === null) return null;
    evidence = next;
  }
  return evidence;
}

/** What things are called at the end of what offices write; the first that fits says what is asked for. */
const ENDINGS: readonly { ends: RegExp; type: EvidenceType; role?: FileRole }[] = [
  { ends: /签到[表册单]?的?(?:照片|图片)$|(?:photos?|pictures?) of sign-in sheets?$/i, type: 'photo', role: 'sign-in' },
  { ends: /(?:签到表|签到册|签到单|签到|sign-in sheets?|attendance sheets?)$/i, type: 'file', role: 'sign-in' },
  { ends: /(?:会议记录|会议纪要|记录|纪要|minutes)$/i, type: 'file', role: 'minutes' },
  { ends: /(?:照片|图片|影像资料|影像|photos?|pictures?)$/i, type: 'photo' },
  { ends: /(?:报告|总结|汇报|小结|reports?|summary|summaries)$/i, type: 'file', role: 'report' },
  { ends: /(?:方案|计划|要点|plans?|programme)$/i, type: 'file', role: 'plan' },
  {
    ends: /(?:材料|文件|通知|台账|清单|提纲|制度|办法|心得体会|心得|简报|表|documents?|files?|lists?|notices?)$/i,
    type: 'file',
  },
  { ends: /(?:参加人数|参会人数|到会人数|出席人数|应到实到人数|head-?counts?)$/i, type: 'head-count' },
  { ends: /(?:日期|dates?)$/i, type: 'date' },
  { ends: /(?:数|人次|天数|次数|numbers? of .+)$/i, type: 'number' },
];

/** In an office's own words: a thing, perhaps with how many of it before, behind or in brackets behind it. */
function readPlain(text: string, named: (text: string) => LocalText): EvidenceInput | null {
  const parts = bracketed(text);
  let title = text;
  let amount: Range | null = null;
  let required = true;
  for (const said of parts === null ? [] : apart(parts.within, /[，,；;]/)) {
    if (/^(?:选填|optional)$/i.test(said)) required = false;
    else if ((amount = readRange(said)) === null) return null;
    title = parts?.before ?? text;
  }
  const behind = /^(.*?\D)\s*((?:至少|不少于)?\s*\d+)\s*([份张篇幅本个])$/.exec(title);
  if (behind && amount === null) {
    title = behind[1] ?? title;
    amount = readRange(`${behind[2] ?? ''}${behind[3] ?? ''}`);
  }
  const known = ENDINGS.find(({ ends }) => ends.test(title));
  if (!known || title.length > 100) return null;
  let evidence: EvidenceInput = { ...newEvidence[known.type], title: named(title), required };
  if (evidence.type === 'file' && known.role) evidence = { ...evidence, role: known.role };
  if (evidence.type === 'photo' && known.role === 'sign-in') evidence = { ...evidence, role: known.role };
  if (amount === null) return evidence;
  if (evidence.type === 'file' || evidence.type === 'photo') return { ...evidence, ...most(amount) };
  if (evidence.type === 'number')
    return { ...evidence, ...bounds(amount), ...(amount.unit === '' ? {} : { unit: named(amount.unit) }) };
  return null;
}

/** Reads a cell of evidence, part by part. */
export function readEvidence(cell: string, lang: 'zh' | 'en'): EvidenceRead {
  const read: EvidenceRead = { asked: [], unread: [] };
  const named = (text: string): LocalText => (lang === 'en' ? { zh: text, en: text } : { zh: text });
  const take = (text: string, evidence: EvidenceInput | null): boolean => {
    if (evidence) read.asked.push({ text, evidence });
    return evidence !== null;
  };
  for (const part of apart(cell.replaceAll(/\r/g, ''), /[；;\n]/)) {
    const text = part.replace(/^(?:\d+[.、．]|[（(]\d+[）)]|[①-⑳])\s*/, '').replace(/[。.]$/, '');
    // A title of one's own may hold a comma; only what cannot be read whole is taken apart.
    if (take(text, readWritten(text, lang, named))) continue;
    for (const one of apart(text, /[、,，+＋]/)) {
      const halves = one.split(/[及和与]|\band\b/i).map((half) => half.trim());
      const both = halves.map((half) => readPlain(half, named));
      if (halves.length > 1 && both.every((half) => half !== null))
        for (const [i, half] of both.entries()) take(halves[i] ?? one, half);
      else if (!take(one, readWritten(one, lang, named) ?? readPlain(one, named))) read.unread.push(one);
    }
  }
  return read;
}
