import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import type { LockOptions } from './grants.js';
import { refines } from './refines.js';
import { valueAt } from './shape.js';

/**
 * Why a level may not make this change of its adaptation; empty where it may. What was wrong before – a grant that ran
 * out, a stricter version above – does not hinder other work, as long as it stays as it was.
 *
 * @returns errors of `refines` that the change brings or goes on with
 */
export function newlyBroken(base: Template, before: Template, after: Template, options: LockOptions): Finding[] {
  const broken = refines(base, after, options).filter(({ severity }) => severity === 'error');
  if (broken.length === 0) return broken;
  const told = (at: Template, { code, path }: Finding): string => JSON.stringify([code, path, valueAt(at, path)]);
  const known = new Set(refines(base, before, options).map((finding) => told(before, finding)));
  return broken.filter((finding) => !known.has(told(after, finding)));
}
