import type { Condition, Operand, Template } from '../template/document.js';
import type { Language } from '../words/words.js';
import { quote, sayList, textIn, titleOf } from './speech.js';

const FACTS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'unit.category': ['单位类别', "the unit's category"],
  'unit.rank': ['领导班子级别', "the leadership's rank"],
  'unit.level': ['单位层级', "the unit's level"],
  'unit.size': ['党员人数', 'the number of members'],
  'unit.groups': ['所在分组', "the unit's groups"],
};

function variable(path: string, template: Template, lang: Language): string {
  const fact = Object.hasOwn(FACTS, path) ? FACTS[path] : undefined;
  if (fact) return fact[lang === 'zh' ? 0 : 1];
  const [, step = '', evidence = ''] = path.split('.');
  const asked = template.steps[step]?.evidence[evidence]?.title;
  const of = titleOf(template, 'steps', step, lang);
  if (!asked) return lang === 'zh' ? `任务${of}的一项内容` : `something handed in with ${of}`;
  const what = quote(textIn(asked, lang), lang);
  return lang === 'zh' ? `任务${of}的${what}` : `${what} of ${of}`;
}

const isVariable = (operand: Operand): operand is { var: string } =>
  typeof operand === 'object' && !Array.isArray(operand);

/** A value as the variable beside it calls it: a category by its title, an option by its label. */
function value(entry: string | number | boolean, of: Operand, template: Template, lang: Language): string {
  if (typeof entry === 'boolean') return lang === 'zh' ? (entry ? '是' : '否') : entry ? 'yes' : 'no';
  if (typeof entry === 'number') return String(entry);
  if (!isVariable(of)) return quote(entry, lang);
  if (of.var === 'unit.category' && Object.hasOwn(template.categories, entry))
    return textIn(template.categories[entry]?.title ?? { zh: entry }, lang);
  const [, step = '', key = ''] = of.var.split('.');
  const evidence = template.steps[step]?.evidence[key];
  if (evidence?.type === 'choice') {
    const option = evidence.options.find((one) => one.value === entry);
    if (option) return quote(textIn(option.label, lang), lang);
  }
  return quote(entry, lang);
}

function operandWords(operand: Operand, other: Operand, template: Template, lang: Language): string {
  if (isVariable(operand)) return variable(operand.var, template, lang);
  if (Array.isArray(operand))
    return sayList(
      operand.map((entry) => value(entry, other, template, lang)),
      lang,
      'or',
    );
  return value(operand, other, template, lang);
}

const COMPARISONS = {
  '==': { zh: '是', en: 'is' },
  '!=': { zh: '不是', en: 'is not' },
  '<': { zh: '小于', en: 'is less than' },
  '<=': { zh: '不超过', en: 'is at most' },
  '>': { zh: '大于', en: 'is more than' },
  '>=': { zh: '不少于', en: 'is at least' },
} as const;

function membership(pair: [Operand, Operand], template: Template, lang: Language): string {
  const [needle, hay] = pair;
  const zh = lang === 'zh';
  if (isVariable(needle)) {
    const is = operandWords(needle, hay, template, lang);
    const of = operandWords(hay, needle, template, lang);
    if (Array.isArray(hay) && hay.length === 0) return zh ? `${is}在空名单中` : `${is} is in an empty list`;
    if (needle.var === 'unit.groups') return zh ? `${is}包括${of}` : `${is} include ${of}`;
    return zh ? `${is}是${of}` : `${is} is ${of}`;
  }
  const of = operandWords(hay, needle, template, lang);
  const one = operandWords(needle, hay, template, lang);
  return zh ? `${of}包括${one}` : `${of} include ${one}`;
}

/** A condition in words: 单位类别是乡镇或机关，且党员人数不少于50. Parts within parts stand in brackets. */
export function describeCondition(condition: Condition, template: Template, lang: Language): string {
  const zh = lang === 'zh';
  if (typeof condition === 'boolean') {
    if (condition) return zh ? '始终适用' : 'always';
    return zh ? '都不适用' : 'never';
  }
  if ('and' in condition || 'or' in condition) {
    const [parts, word] = 'and' in condition ? [condition.and, 'and' as const] : [condition.or, 'or' as const];
    const [only, ...rest] = parts;
    if (only === undefined) return describeCondition(word === 'and', template, lang);
    if (rest.length === 0) return describeCondition(only, template, lang);
    const said = parts.map((part) => {
      const nested = typeof part === 'object' && ('and' in part || 'or' in part);
      const words = describeCondition(part, template, lang);
      return nested ? (zh ? `（${words}）` : `(${words})`) : words;
    });
    return said.join(zh ? (word === 'and' ? '，且' : '，或') : `, ${word} `);
  }
  if ('!' in condition) {
    const words = describeCondition(condition['!'], template, lang);
    return zh ? `不属于（${words}）` : `not (${words})`;
  }
  if ('in' in condition) return membership(condition.in, template, lang);
  const [name, pair] = Object.entries(condition)[0] as [keyof typeof COMPARISONS, [Operand, Operand]];
  const [left, right] = pair;
  return [
    operandWords(left, right, template, lang),
    COMPARISONS[name][lang],
    operandWords(right, left, template, lang),
  ].join(zh ? '' : ' ');
}
