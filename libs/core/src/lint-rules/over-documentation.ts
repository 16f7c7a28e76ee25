import { type Finding, pointer } from '../findings.js';
import type { Step } from '../template/document.js';
import { isSignInSheet } from '../template/evidence-schema.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

/** What is proved thrice. */
const tooMuch = perElement((id: string, step: Step): Finding[] => {
  const list = Object.entries(step.evidence);
  const photo = list.find(([, one]) => one.type === 'photo' && !isSignInSheet(one));
  const sheet = list.find(([, one]) => isSignInSheet(one));
  const minutes = list.some(([, one]) => one.type === 'file' && one.role === 'minutes');
  if (!photo || !sheet || !minutes) return [];
  const path = pointer('steps', id, 'evidence');
  const edits = [photo[0], sheet[0]].map((key) => ({ op: 'remove' as const, path: path + pointer(key) }));
  return [found('warning', 'over-documentation', path, { step: step.title }, { edits })];
});

/** 过度留痕: a photo and a sign-in sheet and minutes prove the same thing three times. */
export const overDocumentation: LintRule = {
  id: 'over-documentation',
  codes: ['over-documentation'],
  check: ({ template }) => Object.entries(template.steps).flatMap(([id, step]) => tooMuch(id, step)),
};
