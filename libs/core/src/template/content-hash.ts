import { bytesOf, canonicalText, hashOf } from '../record/canonical.js';
import type { Template } from './document.js';

/**
 * What a template says, as canonical JSON (RFC 8785) of the parsed document. The layout of the canvas and the pointer to
 * the schema are left out, so that moving a box makes no new version.
 *
 * @param known texts of steps by identity, where many templates that share their steps are written: it grows
 */
export function contentText(template: Template, known?: WeakMap<object, string>): string {
  const { layout: _layout, $schema: _schema, ...meaning } = template;
  if (known === undefined) return canonicalText(meaning);
  const textOf = (step: object): string => {
    let text = known.get(step);
    if (text === undefined) known.set(step, (text = canonicalText(step)));
    return text;
  };
  const steps = Object.keys(meaning.steps)
    .sort()
    .map((id) => `${JSON.stringify(id)}:${textOf(meaning.steps[id] as object)}`);
  const parts = Object.entries(meaning)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${key === 'steps' ? `{${steps.join(',')}}` : canonicalText(value)}`);
  return `{${parts.join(',')}}`;
}

/** SHA-256 (hex) of what a template says. */
export const contentHash = (template: Template): string => hashOf(bytesOf(contentText(template)));
