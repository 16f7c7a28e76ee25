/** Single cells of the ledger: words of its closed lists and days, as offices write them. */
import type { PlainDate } from '../../instants.js';
import { readDate } from '../../table/read-date.js';
import { say } from '../../words/words.js';
import { problemAspects, problemChannels, problemClasses, problemSources, problemThemes } from '../vocabulary.js';

const LISTS = {
  source: problemSources,
  channel: problemChannels,
  aspect: problemAspects,
  theme: problemThemes,
  class: problemClasses,
} as const;
export type ListedColumn = keyof typeof LISTS;

/** Other ways in which the same is written. */
const ALSO: { [C in ListedColumn]?: Partial<Record<(typeof LISTS)[C][number], readonly string[]>> } = {
  source: {
    study: ['学习研讨', '理论学习'],
    research: ['调查研究', '调研', '调研发现'],
    development: ['推动发展', '推动高质量发展'],
    public: ['群众', '群众意见', '征求意见'],
    discipline: ['纪检监察', '纪委监委', '监督执纪'],
    'political-check': ['巡察', '巡视巡察', '巡视', '政治建设考察'],
    assessment: ['年度考核', '考核'],
    audit: ['审计'],
    'life-meeting': ['民主生活会', '组织生活会', '专题民主生活会', '专题组织生活会'],
    inspection: ['督导', '督导检查', '督导反馈'],
    petition: ['信访'],
    other: ['其他', '其它'],
  },
  channel: {
    meeting: ['座谈会', '座谈', '会议查摆'],
    questionnaire: ['问卷调查', '调查问卷'],
    talk: ['谈心', '谈话'],
    hotline: ['热线', '12345', '电话'],
    online: ['网上', '网络平台', '微信'],
    inspection: ['督导', '检查'],
    'self-check': ['自查自纠', '查摆', '对照检查'],
    other: ['其他', '其它'],
  },
  theme: { leading: ['牵头整改', '牵头'] },
  class: {
    'at-once': ['立行立改', '立即整改', '即知即改', '立整立改'],
    'by-deadline': ['限期', '限时整改', '期限整改'],
    'special-campaign': ['专项', '专项整改'],
  },
};

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s“”"'·.、，,。;；]+/g, '')
    .toLowerCase();

const meanings = new Map<ListedColumn, ReadonlyMap<string, string>>(
  (Object.keys(LISTS) as ListedColumn[]).map((list) => {
    const also: Partial<Record<string, readonly string[]>> = ALSO[list] ?? {};
    return [
      list,
      new Map(
        LISTS[list].flatMap((id) =>
          [id, listedWord(list, id, 'zh'), listedWord(list, id, 'en'), ...(also[id] ?? [])].map(
            (text) => [plain(text), id] as const,
          ),
        ),
      ),
    ];
  }),
);

/** How a value of a closed list is written in the ledger. */
export function listedWord(list: ListedColumn, id: string, lang: 'zh' | 'en'): string {
  return say(lang, `problem.${list}.${id}`);
}

/** All words of a list, for saying what may be written. */
export const listedWords = (list: ListedColumn, lang: 'zh' | 'en'): string[] =>
  LISTS[list].map((id) => listedWord(list, id, lang));

/** The value a text means, in either language or by its id; undefined when it is none of the list. */
export const readListed = (list: ListedColumn, text: string): string | undefined =>
  meanings.get(list)?.get(plain(text));

/** Written where others write a day: there is none. */
const NO_DAY = new Set([
  '立行立改',
  '立即',
  '即时',
  '长期',
  '长期坚持',
  '持续',
  '持续推进',
  '常态化',
  '常态化推进',
  '无',
  'ongoing',
  'atonce',
  'none',
  '-',
  '—',
  '/',
]);

/** A day, null for “at once” and “for good”, undefined for what cannot be read. */
export function readDay(text: string, window: { start: string; end: string }): PlainDate | null | undefined {
  if (text.trim() === '' || NO_DAY.has(plain(text)) || /^[-—/]+$/.test(text.trim())) return null;
  const wholeMonth = /^(\d{4})\s*年\s*(\d{1,2})\s*月$/.exec(text.normalize('NFKC').trim());
  return readDate(wholeMonth ? `${wholeMonth[1]}年${wholeMonth[2]}月底` : text, window) ?? undefined;
}

/** What a workbook leaves of a formula that could not be worked out. */
export const isFormulaError = (text: string): boolean =>
  /^#(REF|N\/A|NAME|VALUE|DIV\/0|NUM|NULL|SPILL)[!?]?$/.test(text);
