import type { ProblemDocument } from '@gangmu/contract';
import { say } from '@gangmu/core';
import type { Problem } from './problem.js';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not possible',
  429: 'Too many requests',
  503: 'Not available',
};

/** A problem as RFC 9457 details, in the reader's language. `instance`: the address, or the place within a bulk. */
export const problemDocument = (problem: Problem, lang: 'zh' | 'en', instance: string): ProblemDocument => ({
  type: `urn:gangmu:problem:${problem.code}`,
  title: TITLES[problem.status] ?? 'Error',
  status: problem.status,
  code: problem.code,
  path: problem.path,
  params: problem.params,
  detail: say(lang, problem.code, problem.params),
  instance,
  ...(problem.problems.length === 0
    ? {}
    : { problems: problem.problems.map((one) => ({ ...one, detail: say(lang, one.code, one.params) })) }),
});
