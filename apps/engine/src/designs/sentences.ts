/** What changed between two templates, said by meaning. */
import type { z } from 'zod';
import type { sentenceSchema } from '@gangmu/contract';
import { compare, say, type Template } from '@gangmu/core';

type Sentences = z.output<typeof sentenceSchema>[];

export const sentences = (before: Template, after: Template, lang: 'zh' | 'en'): Sentences =>
  compare(before, after).map((sentence) => ({ ...sentence, text: say(lang, sentence.code, sentence.params) }));
