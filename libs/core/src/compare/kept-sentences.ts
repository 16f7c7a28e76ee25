/** What stands on purpose as it does above, in words: nothing differs, and yet it is one's own. */
import type { Pointer } from '../adaptation/model.js';
import { placeName } from '../adaptation/place-name.js';
import { keysOf, valueAt } from '../adaptation/shape.js';
import { weightOf } from '../adaptation/weight.js';
import type { Template } from '../template/document.js';
import type { Sentence } from './compare.js';
import { inBoth, textIn } from './speech.js';
import { valueWords } from './value-words.js';

/** One sentence for each place that was set on purpose; where the cards stand is no purpose. */
export const keptSentences = (template: Template, kept: readonly Pointer[]): Sentence[] =>
  kept
    .filter((path) => !path.startsWith('/layout'))
    .map((path) => {
      const [keys, name] = [keysOf(path), placeName(template, path)];
      const value = inBoth((lang) => valueWords(valueAt(template, path), keys, template, lang));
      const params = { place: inBoth((lang) => textIn(name, lang)), value };
      return { code: 'compare.kept', path, params, kind: 'changed', weight: weightOf(path) };
    });
