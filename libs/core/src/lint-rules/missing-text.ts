import { type Finding, pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';
import { perPart } from '../template/per-part.js';

const isText = (value: object): value is { zh: string; en?: string } =>
  'zh' in value && typeof value.zh === 'string' && Object.keys(value).every((key) => key === 'zh' || key === 'en');

type Gap = { code: 'missing-text' | 'missing-translation'; path: string; text: string };

/** What a level notes for itself is not asked for in a second language. */
const OWN_WORDS = new Set(['notes', 'post']);

/** The texts within a part that say nothing, or say it in one language only; paths within the part. */
const gapsIn = perPart((part: object): Gap[] => {
  const gaps: Gap[] = [];
  const stack: { value: unknown; path: string }[] = [{ value: part, path: '' }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (isText(value)) {
      if (value.zh.trim() === '') gaps.push({ code: 'missing-text', path: `${path}/zh`, text: '' });
      else if (!value.en?.trim()) gaps.push({ code: 'missing-translation', path, text: value.zh.slice(0, 40) });
      continue;
    }
    for (const [key, child] of Object.entries(value).toReversed())
      if (!OWN_WORDS.has(key)) stack.push({ value: child, path: path + pointer(key) });
  }
  return gaps;
});

function* gapsOf(value: unknown, path: string): Generator<Finding> {
  if (typeof value !== 'object' || value === null) return;
  for (const gap of gapsIn(value))
    yield gap.code === 'missing-text'
      ? found('error', gap.code, path + gap.path)
      : // English is a service to readers, nobody's duty.
        found('info', gap.code, path + gap.path, { text: gap.text });
}

export const missingText: LintRule = {
  id: 'missing-text',
  codes: ['missing-text', 'missing-translation'],
  *check({ template }) {
    for (const [key, value] of Object.entries(template))
      if (key === 'steps')
        for (const [id, step] of Object.entries(template.steps)) yield* gapsOf(step, pointer(key, id));
      else yield* gapsOf(value, pointer(key));
  },
};
