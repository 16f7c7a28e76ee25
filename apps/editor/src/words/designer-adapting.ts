/** Words for adapting a design, asking to deviate, taking over what changed above, and looking at the levels below. */
import { adaptingWords } from './designer/adapting.js';
import { adoptionWords } from './designer/adoption.js';
import { takeoverWords } from './designer/takeover.js';
import { variancesWords } from './designer/variances.js';

export const designerAdaptingWords = {
  zh: {
    ...adaptingWords.zh,
    ...variancesWords.zh,
    ...takeoverWords.zh,
    ...adoptionWords.zh,
  },
  en: {
    ...adaptingWords.en,
    ...variancesWords.en,
    ...takeoverWords.en,
    ...adoptionWords.en,
  },
};
