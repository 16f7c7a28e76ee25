import type { Policy, Template } from '../template/document.js';
import { tagTitle } from '../template/known-tags.js';
import type { Language } from '../words/words.js';
import { kindName } from './describe-step-parts.js';
import { count, nameOf, quote, sayList, textIn } from './speech.js';

function ruleWords(rule: Policy['rule'], lang: Language): string {
  const zh = lang === 'zh';
  switch (rule.type) {
    case 'forbid-kinds': {
      const kinds = sayList(
        rule.kinds.map((kind) => kindName(kind, lang)),
        lang,
        'or',
      );
      return zh ? `不设${kinds}类任务` : `no steps of the kind ${kinds}`;
    }
    case 'forbid-tags': {
      const tags = sayList(
        rule.tags.map((tag) => quote(textIn(tagTitle(tag), lang), lang)),
        lang,
        'or',
      );
      return zh ? `不设带标签${tags}的任务` : `no steps tagged ${tags}`;
    }
    case 'max-local-steps':
      return zh ? `自选动作不超过 ${rule.max} 项` : `at most ${count(rule.max, 'local step')}`;
    case 'max-items':
      return zh ? `任务总数不超过 ${rule.max} 项` : `at most ${count(rule.max, 'item')} in all`;
    case 'max-weekly-minutes':
      return zh ? `每周用时不超过 ${rule.minutes} 分钟` : `at most ${count(rule.minutes, 'minute')} a week`;
    case 'max-weekly-uploads':
      return zh ? `每周上传材料不超过 ${rule.uploads} 份` : `at most ${count(rule.uploads, 'upload')} a week`;
    case 'max-evidence':
      return zh
        ? `每项任务佐证材料不超过 ${rule.perStep} 样`
        : `at most ${count(rule.perStep, 'piece')} of evidence a step`;
    case 'no-rest-days':
      return zh ? '不在休息日到期' : 'nothing falls due on a rest day';
  }
}

/** A policy's rule in words, and for whom it holds. */
export function describePolicy(policy: Policy, template: Template, lang: Language): string {
  const rule = ruleWords(policy.rule, lang);
  const whom = policy.categories.map((id) => nameOf(template, 'categories', id, lang));
  if (whom.length === 0) return rule;
  return lang === 'zh' ? `${rule}（${sayList(whom, lang)}）` : `${rule} (${sayList(whom, lang)})`;
}
