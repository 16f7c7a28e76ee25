import { pointer } from '../findings.js';
import { found, type LintRule } from './lint-rule.js';

const isText = (value: object): value is { zh: string; en?: string } =>
  'zh' in value && typeof value.zh === 'string' && Object.keys(value).every((key) => key === 'zh' || key === 'en');

export const missingText: LintRule = {
  id: 'missing-text',
  codes: ['missing-text', 'missing-translation'],
  *check({ template }) {
    const stack: { value: unknown; path: string }[] = [{ value: template, path: '' }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { value, path } = next;
      if (typeof value !== 'object' || value === null) continue;
      if (isText(value)) {
        if (value.zh.trim() === '') yield found('error', 'missing-text', `${path}/zh`);
        else if (!value.en?.trim())
          yield found('warning', 'missing-translation', path, { text: value.zh.slice(0, 40) });
        continue;
      }
      for (const [key, child] of Object.entries(value).toReversed())
        stack.push({ value: child, path: path + pointer(key) });
    }
  },
};
