/** Parts of a step in words: how often, after what, who reviews, what a cascade counts, what may be added. */
import { stepKind } from '../step-kinds/step-kinds.js';
import type { Mandate, Occurrences, Phase, Review, Step, Template } from '../template/document.js';
import type { Language } from '../words/words.js';
import { describeAnchor, describeBound } from './describe-bound.js';
import { count, nameOf, quote, sayList, textIn, titleOf } from './speech.js';

/** Mandates as people say them: in sentences, in the table and what is read from it, on cards and in forms. */
export const MANDATE_WORDS = {
  fixed: { zh: '规定动作', en: 'Fixed' },
  alternative: { zh: '等效可选', en: 'Equivalents' },
  tighten: { zh: '可从严', en: 'May tighten' },
  free: { zh: '自选动作', en: 'Free' },
} as const satisfies Record<Mandate, { zh: string; en: string }>;
/** From the strictest to the most open. */
export const MANDATES = Object.keys(MANDATE_WORDS) as readonly Mandate[];

/** Kinds by their titles; one nobody has is said to be unknown. */
export const kindName = (id: string, lang: Language): string => {
  const kind = stepKind(id);
  if (kind) return textIn(kind.title, lang);
  return lang === 'zh' ? '未知类型' : 'unknown kind';
};

const PERIODS = {
  week: { zh: ['每周', '每 # 周'], en: ['every week', 'every # weeks'] },
  'half-month': { zh: ['每半月', '每 # 个半月'], en: ['every half-month', 'every # half-months'] },
  month: { zh: ['每月', '每 # 个月'], en: ['every month', 'every # months'] },
  quarter: { zh: ['每季度', '每 # 个季度'], en: ['every quarter', 'every # quarters'] },
} as const;

/** How often a step comes up. */
export function describeOccurrences(occurrences: Occurrences, template: Template, lang: Language): string {
  const zh = lang === 'zh';
  switch (occurrences.mode) {
    case 'once':
      return zh ? '一次' : 'once';
    case 'each': {
      const register = titleOf(template, 'registers', occurrences.register, lang);
      return zh ? `名册${register}中每项一次` : `once for each entry of ${register}`;
    }
    case 'every': {
      const [one, many] = PERIODS[occurrences.period][lang];
      const rhythm = occurrences.count === 1 ? one : many.replace('#', String(occurrences.count));
      const start = describeAnchor(occurrences.start, template, lang);
      const end = describeAnchor(occurrences.end, template, lang);
      return zh ? `${rhythm}一次，自${start}至${end}` : `${rhythm}, from ${start} to ${end}`;
    }
    case 'on-call':
      return zh ? '随时发起，每次发起一次' : 'on call, once for each call';
  }
}

/** When a step with several predecessors is ready. */
export function describeJoin(join: Step['join'], lang: Language): string {
  if (join === 'all') return lang === 'zh' ? '前置任务全部完成' : 'all predecessors have ended';
  if (join === 'any') return lang === 'zh' ? '任一前置任务完成' : 'any predecessor has ended';
  return lang === 'zh' ? `至少 ${join.atLeast} 项前置任务完成` : `at least ${join.atLeast} predecessors have ended`;
}

/** Who reviews, and how long it may take them. */
export function describeReview(review: Review, template: Template, lang: Language): string {
  const zh = lang === 'zh';
  const { by } = review;
  let who: string;
  if (by.who === 'superior') who = zh ? '上级单位' : 'the superior unit';
  else if (by.who === 'role') who = nameOf(template, 'roles', by.role, lang);
  else who = textIn(template.inspectionNoun ?? { zh: '督导组', en: 'the inspection group' }, lang);
  return zh
    ? `${who}审核（${review.limitDays}个工作日内）`
    : `reviewed by ${who} (within ${count(review.limitDays, 'working day')})`;
}

/** What ends a cascade. */
export function describeCascade(cascade: NonNullable<Step['cascade']>, template: Template, lang: Language): string {
  const step = titleOf(template, 'steps', cascade.milestone, lang);
  const { need } = cascade;
  if ('percent' in need)
    return lang === 'zh'
      ? `${need.percent}%的下级单位完成任务${step}`
      : `${need.percent}% of the units below have completed ${step}`;
  return lang === 'zh'
    ? `至少 ${need.atLeast} 个下级单位完成任务${step}`
    : `at least ${count(need.atLeast, 'unit')} below ${need.atLeast === 1 ? 'has' : 'have'} completed ${step}`;
}

/** When a phase opens; without a rule from the campaign's start. */
export function describeOpening(opening: Phase['opening'], template: Template, lang: Language): string {
  const zh = lang === 'zh';
  const parts: string[] = [];
  if (opening?.notBefore) {
    const from = describeBound(opening.notBefore, template, lang, '08:00');
    parts.push(zh ? `${from}起` : `from ${from}`);
  }
  const after = [
    ...(opening?.afterPhases ?? []).map((id) => (zh ? '板块' : 'the phase ') + titleOf(template, 'phases', id, lang)),
    ...(opening?.afterSteps ?? []).map((id) => (zh ? '任务' : '') + titleOf(template, 'steps', id, lang)),
  ];
  if (opening && after.length > 0) {
    const share = opening.share === 100 ? '' : zh ? `${opening.share}%` : `${opening.share}% of `;
    parts.push(
      zh ? `${sayList(after, lang)}${share === '' ? '' : `的${share}`}完成后` : `after ${share}${sayList(after, lang)}`,
    );
  } else if (opening && opening.share !== 100)
    parts.push(zh ? `前置完成${opening.share}%` : `${opening.share}% of what it waits for`);
  if (parts.length === 0) return zh ? '活动启动即开始' : 'open from the start of the campaign';
  return parts.join(zh ? '，' : ', ');
}

/** What levels below may hang here. */
export function describeExtension(extension: NonNullable<Step['extension']>, lang: Language): string {
  const zh = lang === 'zh';
  const kinds = extension.kinds?.map((kind) => kindName(kind, lang));
  const what = kinds ? sayList(kinds, lang, 'or') : zh ? '各类' : 'any kind';
  const waits = extension.followersWait;
  return zh
    ? `可加 ${extension.max} 项自选动作（${what}），后续任务${waits ? '等待' : '不等'}`
    : `${count(extension.max, 'local step')} (${what}); what follows ${waits ? 'waits' : 'does not wait'}`;
}

/** An equivalent, and for whom. */
export function describeAlternative(
  alternative: NonNullable<Step['alternatives']>[string],
  template: Template,
  lang: Language,
): string {
  const title = quote(textIn(alternative.title, lang), lang);
  const whom = alternative.categories.map((id) => nameOf(template, 'categories', id, lang));
  if (whom.length === 0) return lang === 'zh' ? `${title}（各类单位）` : `${title} (all categories)`;
  return lang === 'zh' ? `${title}（${sayList(whom, lang)}）` : `${title} (${sayList(whom, lang)})`;
}
