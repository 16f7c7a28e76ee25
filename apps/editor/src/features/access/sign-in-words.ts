import { ProblemResponse } from '@gangmu/contract';
import type { Words } from '../../platform/language.js';
import { secondsToWait } from './session.js';

/** Why a sign-in did not work, in words that do not say whether the name exists. */
export function signInWords(error: unknown, t: Words['t']): string {
  const seconds = secondsToWait(error);
  if (seconds !== undefined) return t('signin.throttled', { seconds });
  if (!(error instanceof ProblemResponse)) return t('signin.unreachable');
  return error.problem.status === 401 ? t('signin.failed') : error.problem.detail;
}
