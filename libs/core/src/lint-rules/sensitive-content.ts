import { type Finding, pointer } from '../findings.js';
import type { Evidence, Step } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

/** Titles by which offices name what must never be kept. */
const SUSPECT = /自我批评|批评意见|对照检查|检视剖析|谈心谈话|self-criticism|self-examination/iu;

const keepsWords = (evidence: Evidence): boolean =>
  evidence.type === 'text' ||
  evidence.type === 'file' ||
  evidence.type === 'photo' ||
  (evidence.type === 'table' && Object.values(evidence.columns).some((column) => column.type === 'text'));

const exposed = perElement((id: string, step: Step): Finding[] => {
  const words = Object.entries(step.evidence).filter(([, evidence]) => keepsWords(evidence));
  if (step.sensitive)
    return words.map(([key, evidence]) => {
      const path = pointer('steps', id, 'evidence', key);
      const params = { step: step.title, evidence: evidence.title };
      return found('error', 'sensitive-content', path, params, { edits: [{ op: 'remove', path }] });
    });
  if (words.length === 0 || !(SUSPECT.test(step.title.zh) || SUSPECT.test(step.title.en ?? ''))) return [];
  const path = pointer('steps', id, 'sensitive');
  const fix = { edits: [{ op: 'set' as const, path, value: true }] };
  return [found('warning', 'sensitive-unmarked', path, { step: step.title }, fix)];
});

export const sensitiveContent: LintRule = {
  id: 'sensitive-content',
  codes: ['sensitive-content', 'sensitive-unmarked'],
  check: ({ template }) => Object.entries(template.steps).flatMap(([id, step]) => exposed(id, step)),
};
