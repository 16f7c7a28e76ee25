/** What changed between two templates, said by meaning. */
import type { AnswerOf, designRoutes } from '@gangmu/contract';
import { compare, say, type Template } from '@gangmu/core';

type Sentences = AnswerOf<typeof designRoutes.compare>['sentences'];

export const sentences = (before: Template, after: Template, lang: 'zh' | 'en'): Sentences =>
  compare(before, after).map((sentence) => ({ ...sentence, text: say(lang, sentence.code, sentence.params) }));
