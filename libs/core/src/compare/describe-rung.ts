import type { Rung, Template } from '../template/document.js';
import type { Language } from '../words/words.js';
import { count, textIn } from './speech.js';

export const RUNG_EFFECTS = {
  remind: { zh: '提醒', en: 'remind' },
  urge: { zh: '催办', en: 'urge' },
  escalate: { zh: '上报', en: 'escalate to' },
  tell: { zh: '告知', en: 'tell' },
} as const;

/** Whom a rung reaches. */
export function describeReach(to: Rung['to'], template: Template, lang: Language): string {
  const zh = lang === 'zh';
  switch (to) {
    case 'unit':
      return zh ? '本单位' : 'the unit';
    case 'superior':
      return zh ? '上级单位' : 'the superior unit';
    case 'county':
      return zh ? '最上级' : 'the top level';
    case 'reviewer':
      return zh ? '审核人' : 'the reviewer';
    case 'inspection-group':
      return textIn(template.inspectionNoun ?? { zh: '督导组', en: 'the inspection group' }, lang);
  }
}

/** When a rung comes, relative to the deadline. */
export function describeRungTime(rung: Rung, lang: Language): string {
  const zh = lang === 'zh';
  const days = Math.abs(rung.offset);
  const working = rung.unit === 'working-days';
  const time = rung.at === '09:00' ? '' : zh ? ` ${rung.at}` : ` at ${rung.at}`;
  if (rung.offset === 0) {
    const note = working ? '' : zh ? '（按自然日）' : ' (calendar day)';
    return zh ? `到期当天${note}${time}` : `on the day${note}${time}`;
  }
  if (zh) return `${rung.offset < 0 ? '到期前' : '逾期'}${days}${working ? '个工作日' : '天'}${time}`;
  return `${count(days, working ? 'working day' : 'day')} ${rung.offset < 0 ? 'before' : 'after'} the deadline${time}`;
}

/** A rung of the deadline ladder in words: 到期前3个工作日提醒本单位. */
export function describeRung(rung: Rung, template: Template, lang: Language): string {
  const zh = lang === 'zh';
  const when = describeRungTime(rung, lang);
  const whom = describeReach(rung.to, template, lang);
  const does = zh ? `${RUNG_EFFECTS[rung.effect].zh}${whom}` : `${RUNG_EFFECTS[rung.effect].en} ${whom}`;
  let words = zh ? `${when}${does}` : `${when} ${does}`;
  if (rung.repeat) {
    const { every, times } = rung.repeat;
    words += zh
      ? `，之后每${every}天一次，最多${times}次`
      : `, again every ${count(every, 'day')}, at most ${count(times, 'time')}`;
  }
  if (!rung.on) words += zh ? '（未启用）' : ' (off)';
  return words;
}
