/** What changed between two templates, said by meaning. */
import type { AnswerOf, designRoutes } from '@gangmu/contract';
import type { Template } from '@gangmu/core';

type Sentences = AnswerOf<typeof designRoutes.compare>['sentences'];

export const sentences = (before: Template, after: Template, lang: 'zh' | 'en'): Sentences => [];
