import type { Anchor, Bound, Template } from '../template/document.js';
import type { Language } from '../words/words.js';
import { count, sayDate, titleOf } from './speech.js';

/** What a bound counts from, as a noun: 活动启动, the end of "Kick-off". */
export function describeAnchor(anchor: Anchor, template: Template, lang: Language): string {
  const zh = lang === 'zh';
  switch (anchor.from) {
    case 'campaign-start':
      return zh ? '活动启动' : 'the start of the campaign';
    case 'campaign-end':
      return zh ? '活动结束' : 'the end of the campaign';
    case 'phase-opening': {
      const title = titleOf(template, 'phases', anchor.phase, lang);
      return zh ? `板块${title}开始` : `the opening of the phase ${title}`;
    }
    case 'step-ended': {
      const title = titleOf(template, 'steps', anchor.step, lang);
      return zh ? `任务${title}完成` : `the end of ${title}`;
    }
    case 'date':
      return sayDate(anchor.date, lang, template);
    case 'item-opening':
      return zh ? '本任务开始' : 'the opening of this step';
    case 'period-end':
      return zh ? '每期期末' : 'the end of each period';
  }
}

const ROLLS = {
  none: { zh: '', en: '' },
  'next-working-day': { zh: '，遇休息日顺延', en: ', on a rest day the working day after' },
  'previous-working-day': { zh: '，遇休息日提前', en: ', on a rest day the working day before' },
} as const;

/**
 * A bound in words: the day, how it rolls off rest days, and the time where it is not the usual 18:00 – “活动启动后14天，
 * 遇休息日提前”. `usual` is the time of day that goes without saying (openings: none does).
 */
export function describeBound(bound: Bound, template: Template, lang: Language, usual = '18:00'): string {
  const zh = lang === 'zh';
  const anchor = describeAnchor(bound.anchor, template, lang);
  const days = Math.abs(bound.offset);
  const working = bound.unit === 'working-days';
  let day: string;
  if (bound.offset === 0) {
    const named = bound.anchor.from === 'date' || bound.anchor.from === 'period-end';
    if (zh) day = named ? anchor : `${anchor}当天`;
    else day = bound.anchor.from === 'date' ? anchor : `on ${anchor}`;
    // Day zero in working days moves off a rest day by itself: another meaning, and so other words.
    if (working) day += zh ? '（按工作日）' : ' (in working days)';
  } else if (zh) day = `${anchor}${bound.offset > 0 ? '后' : '前'}${days}${working ? '个工作日' : '天'}`;
  else day = `${count(days, working ? 'working day' : 'day')} ${bound.offset > 0 ? 'after' : 'before'} ${anchor}`;
  const time = bound.at === usual ? '' : zh ? ` ${bound.at}` : ` at ${bound.at}`;
  return `${day}${time}${ROLLS[bound.roll][lang]}`;
}

/** All bounds of a step as one: the earliest applies. */
export function describeDeadlines(bounds: Readonly<Record<string, Bound>>, template: Template, lang: Language): string {
  const said = Object.values(bounds).map((bound) => describeBound(bound, template, lang));
  if (said.length < 2) return said[0] ?? '';
  return lang === 'zh' ? `${said.join('；')}（取最早）` : `${said.join('; ')} (whichever is first)`;
}
