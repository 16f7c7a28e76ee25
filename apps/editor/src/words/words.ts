/** Words of the screens, one dictionary per area, Chinese first. An area is added by one import and one line each. */
import { accessWords } from './access.js';
import { designerWords } from './designer.js';
import { designerAdaptingWords } from './designer-adapting.js';
import { designerPropertiesWords } from './designer-properties.js';
import { designerViewsWords } from './designer-views.js';
import { deskWords } from './desk.js';
import { ledgerPageWords } from './ledger.js';
import { monitorWords } from './monitor.js';
import { settingsWords } from './settings.js';
import { shellWords } from './shell.js';

const zh = {
  ...shellWords.zh,
  ...accessWords.zh,
  ...monitorWords.zh,
  ...designerAdaptingWords.zh,
  ...designerPropertiesWords.zh,
  ...designerViewsWords.zh,
  ...deskWords.zh,
  ...designerWords.zh,
  ...ledgerPageWords.zh,
  ...settingsWords.zh,
};
export type WordKey = keyof typeof zh;
const en: Record<WordKey, string> = {
  ...shellWords.en,
  ...accessWords.en,
  ...monitorWords.en,
  ...designerAdaptingWords.en,
  ...designerPropertiesWords.en,
  ...designerViewsWords.en,
  ...deskWords.en,
  ...designerWords.en,
  ...ledgerPageWords.en,
  ...settingsWords.en,
};

export const dictionaries = { zh: zh as Record<WordKey, string>, en };
