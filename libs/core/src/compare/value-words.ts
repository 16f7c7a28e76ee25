/** What stands at a place, in words: one line for every place of the document. */
import { fieldName } from '../adaptation/place-name.js';
import { own } from '../run/own.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { localTextSchema } from '../template/document.js';
import type {
  Bound,
  Condition,
  Evidence,
  Ladder,
  LocalText,
  Mandate,
  Occurrences,
  Phase,
  Policy,
  Review,
  Rung,
  Step,
  Template,
} from '../template/document.js';
import { tagTitle } from '../template/known-tags.js';
import type { Language } from '../words/words.js';
import { describeBound, describeDeadlines } from './describe-bound.js';
import { describeCondition } from './describe-condition.js';
import { describeEvidence } from './describe-evidence.js';
import { describePolicy } from './describe-policy.js';
import { describeRung } from './describe-rung.js';
import {
  describeAlternative,
  describeCascade,
  describeExtension,
  describeJoin,
  describeOccurrences,
  describeOpening,
  describeReview,
  kindName,
  MANDATE_WORDS,
} from './describe-step-parts.js';
import { count, nameOf, quote, sayDate, sayList, textIn, titleOf } from './speech.js';

interface Saying {
  template: Template;
  lang: Language;
  keys: readonly string[];
  /** Say everything, also what usually goes without saying. */
  full: boolean;
}
type Says = (value: never, saying: Saying) => string;

type Authority = NonNullable<Step['authority']>;
const authorityWords = ({ document, clause, note }: Authority, lang: Language): string =>
  [document, clause, note && textIn(note, lang)].filter(Boolean).join(lang === 'zh' ? ' ' : ', ') ||
  (lang === 'zh' ? '未注明' : 'not stated');

/** The basis of a bound, where it has to be told apart from another of the same day. */
const withBasis = (words: string, bounds: readonly Bound[], { lang, full }: Saying): string => {
  if (!full) return words;
  const said = bounds.flatMap(({ authority }) => (authority ? [authorityWords(authority, lang)] : []));
  if (said.length === 0) return words;
  return lang === 'zh' ? `${words}（依据：${sayList(said, lang)}）` : `${words} (under ${sayList(said, lang)})`;
};

/** Long texts are shown from their beginning: the rest is a click away. */
const SHOWN = 60;
const clipped = (text: string, full: boolean): string =>
  full || text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;

const text: Says = (value: LocalText, { lang, full }) => quote(clipped(textIn(value, lang), full), lang);
const titled: Says = ({ title }: { title: LocalText }, saying) => text(title as never, saying);
const yesNo: Says = (value: boolean, { lang }) => (lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no');
const plain: Says = (value: string | number, { lang }) =>
  typeof value === 'number' ? String(value) : quote(value, lang);
const mandate: Says = (value: Mandate, { lang }) => MANDATE_WORDS[value][lang];
const authority: Says = (value: Authority, { lang }) => authorityWords(value, lang);
const bound: Says = (value: Bound, saying) =>
  withBasis(describeBound(value, saying.template, saying.lang), [value], saying);
const rung: Says = (value: Rung, { template, lang }) => describeRung(value, template, lang);
const ladder: Says = (value: Ladder, { template, lang }) => {
  const rungs = Object.values(value).map((one) => describeRung(one, template, lang));
  return rungs.join(lang === 'zh' ? '；' : '; ') || (lang === 'zh' ? '不提醒不催办' : 'nothing is sent');
};

/** Everything about evidence, for changes that its short form does not show. */
function evidenceInFull(evidence: Evidence, lang: Language): string {
  const words = describeEvidence(evidence, lang);
  const options = (list: readonly { value: string; label: LocalText }[]): string =>
    list.map(({ label }) => textIn(label, lang)).join(lang === 'zh' ? '/' : ' / ');
  if (evidence.type !== 'table') return words;
  const columns = Object.values(evidence.columns)
    .toSorted((a, b) => a.order - b.order)
    .map((column) => {
      const type = COLUMN_TYPES[column.type][lang];
      const choices = column.options ? `${lang === 'zh' ? '：' : ': '}${options(column.options)}` : '';
      return `${textIn(column.title, lang)}[${type}${choices}]`;
    });
  return `${words} ${columns.join(lang === 'zh' ? '、' : ', ')}`;
}
const COLUMN_TYPES = {
  text: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'number' },
  date: { zh: '日期', en: 'date' },
  choice: { zh: '选择', en: 'choice' },
} as const;

/** Parameters of a kind, by the labels its form shows. */
const params: Says = (value: Record<string, unknown>, { template, keys, lang }) => {
  const kind = stepKind(own(template.steps, keys[1] ?? '')?.kind ?? '');
  const said = Object.entries(value).map(([name, given]) => {
    const hint = kind && own(kind.hints, name);
    const label = hint ? textIn(hint.label, lang) : lang === 'zh' ? '其他设置' : 'another setting';
    const option = hint?.options?.find((one) => one.value === given);
    let shown: string;
    if (option) shown = textIn(option.label, lang);
    else if (typeof given === 'boolean') shown = yesNo(given as never, { template, keys, lang, full: false });
    else if (typeof given === 'number') shown = String(given);
    else if (Array.isArray(given))
      shown = sayList(
        given.map((one) => quote(String(one), lang)),
        lang,
      );
    else shown = typeof given === 'string' ? quote(given, lang) : '…';
    return lang === 'zh' ? `${label}：${shown}` : `${label}: ${shown}`;
  });
  return said.join(lang === 'zh' ? '；' : '; ') || (lang === 'zh' ? '无' : 'none');
};

/** What a step is in one line, when it is new or gone. */
const step: Says = (value: Step, { template, lang }) => {
  const zh = lang === 'zh';
  const lead = nameOf(template, 'roles', value.lead, lang);
  const due = describeDeadlines(value.deadlines, template, lang);
  const parts = [kindName(value.kind, lang), zh ? `${lead}牵头` : `led by ${lead}`];
  if (due !== '') parts.push(zh ? `截止时间：${due}` : `due ${due}`);
  return parts.join(zh ? '，' : ', ');
};
const phase: Says = (value: Phase, { template, lang }) => describeOpening(value.opening, template, lang);
const substitute: Says = (value: string, { template, lang }) => {
  if (value === 'superior') return lang === 'zh' ? '上级单位' : 'the superior unit';
  return nameOf(template, 'roles', value, lang);
};
const role: Says = (value: Template['roles'][string], saying) => {
  const who = substitute(value.substitute as never, saying);
  return saying.lang === 'zh' ? `无人担任时由${who}替补` : `substitute: ${who}`;
};
const edge: Says = (value: Template['edges'][string], { template, lang }) => {
  const [from, to] = [value.from, value.to].map((id) => titleOf(template, 'steps', id, lang));
  const needs = value.kind === 'needs';
  if (lang === 'zh') return `${to ?? ''}排在${from ?? ''}之后${needs ? '，前者跳过则后者也跳过' : ''}`;
  return `${to ?? ''} after ${from ?? ''}${needs ? ', and skipped with it' : ''}`;
};
const kinds: Says = (value: string, { lang }) => kindName(value, lang);
const hangsAt: Says = (value: NonNullable<Step['hangsAt']>, { template, lang }) =>
  value.at === 'phase' ? titleOf(template, 'phases', value.phase, lang) : titleOf(template, 'steps', value.step, lang);
const chosen: Says = (value: string, { template, keys, lang }) => {
  const of = own(template.steps, keys[1] ?? '');
  const alternative = of?.alternatives && own(of.alternatives, value);
  const title = alternative ? quote(textIn(alternative.title, lang), lang) : lang === 'zh' ? '（已不存在）' : '(gone)';
  const category = nameOf(template, 'categories', keys[3] ?? '', lang);
  return lang === 'zh' ? `${category}用${title}` : `${title} for ${category}`;
};
const fieldMandate: Says = (value: Mandate, { keys, lang }) => {
  const name = textIn(fieldName(keys[3] ?? ''), lang);
  return `${name}${lang === 'zh' ? '：' : ': '}${MANDATE_WORDS[value][lang]}`;
};
const each =
  (says: Says, joined: Record<Language, string> = { zh: '；', en: '; ' }): Says =>
  (value: Record<string, never>, saying) =>
    Object.entries(value)
      .map(([key, one]) => says(one, { ...saying, keys: [...saying.keys, key] }))
      .join(joined[saying.lang]) || (saying.lang === 'zh' ? '无' : 'none');
const minutes: Says = (value: number, { lang }) => (lang === 'zh' ? `${value} 分钟` : count(value, 'minute'));
const workingDays: Says = (value: number, { lang }) =>
  lang === 'zh' ? `${value} 个工作日` : count(value, 'working day');
/** With its years: the window is what the years of other dates go without saying by. */
const window: Says = (value: Template['window'], { lang }) =>
  `${sayDate(value.start, lang)}${lang === 'zh' ? '至' : ' to '}${sayDate(value.end, lang)}`;
const opening: Says = (value: Step['opening'], saying) => {
  const { template, lang } = saying;
  if (!value.notBefore) return lang === 'zh' ? '随板块和前置任务开始' : 'with its phase and its predecessors';
  const from = describeBound(value.notBefore, template, lang, '08:00');
  return withBasis(lang === 'zh' ? `不早于${from}` : `not before ${from}`, [value.notBefore], saying);
};
const phaseOpening: Says = (value: NonNullable<Phase['opening']>, saying) =>
  withBasis(describeOpening(value, saying.template, saying.lang), value.notBefore ? [value.notBefore] : [], saying);
const alternative: Says = (value: never, { template, lang }) => describeAlternative(value, template, lang);
const policy: Says = (value: Policy, { template, lang }) => describePolicy(value, template, lang);
const policyRule: Says = (_value: Policy['rule'], { template, lang, keys }) => {
  const whole = own(template.policies, keys[1] ?? '');
  return whole ? describePolicy(whole, template, lang) : '';
};

/** Every place that is spoken of; `*` stands for an id. */
const SAYINGS: Readonly<Record<string, Says>> = {
  format: plain,
  id: plain,
  title: text,
  noun: text,
  inspectionNoun: text,
  authority,
  timeZone: plain,
  window,
  calendar: plain,
  ladder,
  'ladder/*': rung,
  'edges/*': edge,
  'categories/*': titled,
  'categories/*/title': text,
  'roles/*': role,
  'roles/*/title': text,
  'roles/*/substitute': substitute,
  'roles/*/post': text,
  'registers/*': titled,
  'registers/*/title': text,
  'registers/*/entry': text,
  'registers/*/when': (value: Condition, { template, lang }) => describeCondition(value, template, lang),
  'policies/*': policy,
  'policies/*/title': text,
  'policies/*/reason': text,
  'policies/*/authority': authority,
  'policies/*/rule': policyRule,
  'phases/*': phase,
  'phases/*/title': text,
  'phases/*/guidance': text,
  'phases/*/order': plain,
  'phases/*/opening': phaseOpening,
  'phases/*/mandate': mandate,
  'phases/*/notes': each(text),
  'phases/*/notes/*': text,
  'phases/*/extension': (value: NonNullable<Step['extension']>, { lang }) => describeExtension(value, lang),
  'steps/*': step,
  'steps/*/phase': (value: string, { template, lang }) => titleOf(template, 'phases', value, lang),
  'steps/*/kind': kinds,
  'steps/*/title': text,
  'steps/*/guidance': text,
  'steps/*/authority': authority,
  'steps/*/order': plain,
  'steps/*/mandate': mandate,
  'steps/*/fieldMandates': each(fieldMandate),
  'steps/*/fieldMandates/*': fieldMandate,
  'steps/*/lead': (value: string, { template, lang }) => nameOf(template, 'roles', value, lang),
  'steps/*/supporting': (value: string[], { template, lang }) =>
    sayList(
      value.map((one) => nameOf(template, 'roles', one, lang)),
      lang,
    ),
  'steps/*/post': text,
  'steps/*/join': (value: Step['join'], { lang }) => describeJoin(value, lang),
  'steps/*/when': (value: Condition, { template, lang }) => describeCondition(value, template, lang),
  'steps/*/occurrences': (value: Occurrences, { template, lang }) => describeOccurrences(value, template, lang),
  'steps/*/evidence/*': (value: Evidence, { lang, full }) =>
    full ? evidenceInFull(value, lang) : describeEvidence(value, lang),
  'steps/*/evidence/*/title': text,
  'steps/*/evidence/*/guidance': text,
  'steps/*/evidence/*/mandate': mandate,
  'steps/*/evidence/*/order': plain,
  'steps/*/reviews/*': (value: Review, { template, lang }) => describeReview(value, template, lang),
  'steps/*/reviews/*/mandate': mandate,
  'steps/*/reviews/*/order': plain,
  'steps/*/reviews/*/ladder': ladder,
  'steps/*/reviews/*/ladder/*': rung,
  'steps/*/opening': opening,
  'steps/*/deadlines': (value: Step['deadlines'], saying) =>
    withBasis(describeDeadlines(value, saying.template, saying.lang), Object.values(value), saying),
  'steps/*/ladder': ladder,
  'steps/*/ladder/*': rung,
  'steps/*/closes': bound,
  'steps/*/cascade': (value: NonNullable<Step['cascade']>, { template, lang }) =>
    describeCascade(value, template, lang),
  'steps/*/sensitive': yesNo,
  'steps/*/estimatedMinutes': minutes,
  'steps/*/minimumDays': workingDays,
  'steps/*/restDays': (value: string[], { lang }) => sayList(value.toSorted(), lang),
  'steps/*/alternatives': each(alternative),
  'steps/*/alternatives/*': alternative,
  'steps/*/alternatives/*/guidance': text,
  'steps/*/params': params,
  'steps/*/tags': (value: string[], { lang }) =>
    sayList(
      value.map((tag) => quote(textIn(tagTitle(tag), lang), lang)),
      lang,
    ),
  'steps/*/mechanisms': (value: string[], { lang }) => sayList(value, lang),
  'steps/*/extension': (value: NonNullable<Step['extension']>, { lang }) => describeExtension(value, lang),
  'steps/*/hangsAt': hangsAt,
  'steps/*/chosen': each(chosen, { zh: '、', en: ', ' }),
  'steps/*/chosen/*': chosen,
  'steps/*/notes': each(text),
  'steps/*/notes/*': text,
};

/** The pattern of a place: ids of elements stand as `*`. */
export const patternOf = (keys: readonly string[]): string =>
  keys.map((key, depth) => (depth % 2 === 1 ? '*' : key)).join('/');

/** Whether there are words for a place. */
export const hasSaying = (keys: readonly string[]): boolean => Object.hasOwn(SAYINGS, patternOf(keys));

/** What stands at a place, in words; '' for nothing, and where nobody thought of words. */
export function valueWords(
  value: unknown,
  keys: readonly string[],
  template: Template,
  lang: Language,
  full = false,
): string {
  if (value === undefined) return '';
  const says = own(SAYINGS, patternOf(keys));
  const saying: Saying = { template, lang, keys, full };
  // Numbers, yes or no and texts speak for themselves, wherever they stand; what may be an id or a code does not.
  if (!says)
    return typeof value === 'number'
      ? String(value)
      : typeof value === 'boolean'
        ? yesNo(value as never, saying)
        : localTextSchema.safeParse(value).success
          ? text(value as never, saying)
          : '';
  return says(value as never, saying);
}
