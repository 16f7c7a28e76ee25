/**
 * Words for every code, in both languages. Each area adds its own file with `{ zh, en }` and one line to the list.
 */
import type { Param } from '../findings.js';
import { accessWords } from './access.js';
import { adaptationWords } from './adaptation.js';
import { designWords } from './designs.js';
import { documentWords } from './documents.js';
import { engineWords } from './engine.js';
import { evidenceFileWords } from './evidence-files.js';
import { ledgerWords } from './ledger.js';
import { ledgerImportWords } from './ledger-import.js';
import { lintWords } from './lint.js';
import { noticeWords } from './notices.js';
import { compareWords } from './compare.js';
import { operationWords } from './operations.js';
import { policyWords } from './policies.js';
import { tableWords } from './table.js';
import { templateWords } from './template.js';
import { recordWords } from './record.js';
import { refineWords } from './refine.js';
import { reuseWords } from './reuse.js';
import { runWords } from './run.js';
import { simulateWords } from './simulate.js';
import { tighteningWords } from './tightenings.js';

export type Language = 'zh' | 'en';
export type Words = Record<Language, Readonly<Record<string, string>>>;

const areas: readonly Words[] = [
  accessWords,
  adaptationWords,
  designWords,
  documentWords,
  engineWords,
  evidenceFileWords,
  ledgerWords,
  ledgerImportWords,
  lintWords,
  noticeWords,
  compareWords,
  operationWords,
  policyWords,
  tableWords,
  templateWords,
  recordWords,
  refineWords,
  reuseWords,
  runWords,
  simulateWords,
  tighteningWords,
];

const merged: Record<Language, ReadonlyMap<string, string>> = {
  zh: new Map(areas.flatMap((area) => Object.entries(area.zh))),
  en: new Map(areas.flatMap((area) => Object.entries(area.en))),
};

/** Whether there are words for a code. */
export const hasWords = (lang: Language, code: string): boolean => merged[lang].has(code);

function spoken(lang: Language, param: Param | undefined): string {
  if (param === undefined || param === null) return '';
  if (Array.isArray(param)) return param.join(lang === 'zh' ? '、' : ', ');
  if (typeof param === 'object') return (lang === 'en' ? param.en : undefined) ?? param.zh;
  return String(param);
}

/**
 * The sentence for a code, its `{placeholders}` filled in. English falls back to Chinese; a code nobody gave words to
 * is said as it is, so that nothing is ever silent.
 */
export function say(lang: Language, code: string, params: Readonly<Record<string, Param>> = {}): string {
  const words = merged[lang].get(code) ?? merged.zh.get(code);
  if (words === undefined) return code;
  return words.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (_, name: string) => spoken(lang, params[name]));
}

/** What is said for a code, in both languages: for a name that goes into another sentence. */
export const wordsFor = (code: string): { zh: string; en: string } => ({ zh: say('zh', code), en: say('en', code) });
