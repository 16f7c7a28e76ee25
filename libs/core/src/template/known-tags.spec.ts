import { describe, expect, it } from '@jest/globals';
import { describePolicy } from '../compare/index.js';
import { tagTitle } from './known-tags.js';
import type { Policy, Template } from './document.js';

describe('tags', () => {
  it('are said in words where the product knows them, else as the office wrote them', () => {
    expect(tagTitle('leading-group').zh).toBe('成立领导小组');
    expect(tagTitle('晒成绩')).toEqual({ zh: '晒成绩' });
    expect(tagTitle('constructor')).toEqual({ zh: 'constructor' });
  });

  it('are said in words in a policy', () => {
    const policy: Policy = {
      title: { zh: '减负' },
      reason: { zh: '减负' },
      categories: [],
      rule: { type: 'forbid-tags', tags: ['leading-group'] },
    };
    const template = { categories: {} } as Template;
    expect(describePolicy(policy, template, 'zh')).toContain('成立领导小组');
    expect(describePolicy(policy, template, 'en')).not.toContain('leading-group');
  });
});
