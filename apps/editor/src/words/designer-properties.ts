/** Words of the designer's forms and of its problems panel. */
import { conditionsWords } from './designer/conditions.js';
import { deadlinesWords } from './designer/deadlines.js';
import { evidenceWords } from './designer/evidence.js';
import { fieldsWords } from './designer/fields.js';
import { problemsWords } from './designer/problems.js';
import { stepsWords } from './designer/steps.js';
import { templateWords } from './designer/template.js';

export const designerPropertiesWords = {
  zh: {
    ...problemsWords.zh,
    ...fieldsWords.zh,
    ...stepsWords.zh,
    ...deadlinesWords.zh,
    ...evidenceWords.zh,
    ...conditionsWords.zh,
    ...templateWords.zh,
  },
  en: {
    ...problemsWords.en,
    ...fieldsWords.en,
    ...stepsWords.en,
    ...deadlinesWords.en,
    ...evidenceWords.en,
    ...conditionsWords.en,
    ...templateWords.en,
  },
};
