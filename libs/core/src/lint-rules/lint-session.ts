/** Linting while somebody edits: the findings of `lintTemplate`, quickly, because little changes from one to the next. */
import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import type { LintContext } from './lint-rule.js';
import { lintContext, type LintOptions, lintWithin } from './lint-template.js';

/**
 * The second value, in which every part that equals the first one's is that very object. A template that came from
 * another thread or from JSON is then as good as one edited in place.
 */
export function shared<T>(before: unknown, after: T): T {
  if (Object.is(before, after) || typeof after !== 'object' || after === null) return after;
  if (typeof before !== 'object' || before === null || Array.isArray(before) !== Array.isArray(after)) return after;
  const old = before as Record<string, unknown>;
  const keys = Object.keys(after);
  const oldKeys = Object.keys(old);
  // The order of keys is kept as well: findings come in the order of the template.
  let same = keys.length === oldKeys.length && keys.every((key, index) => oldKeys[index] === key);
  const parts = keys.map((key): [string, unknown] => {
    const value = (after as Record<string, unknown>)[key];
    const part = Object.hasOwn(old, key) ? shared(old[key], value) : value;
    same &&= Object.is(part, old[key]);
    return [key, part];
  });
  if (same) return before as T;
  return (Array.isArray(after) ? parts.map(([, part]) => part) : Object.fromEntries(parts)) as T;
}

/** A linter for one template under edit: give it each new state, whether edited in place or sent from elsewhere. */
export function lintSession(options: LintOptions): (template: Template) => Finding[] {
  let before: LintContext | undefined;
  return (template) => {
    before = lintContext(shared(before?.template, template), options, before);
    return lintWithin(before);
  };
}
