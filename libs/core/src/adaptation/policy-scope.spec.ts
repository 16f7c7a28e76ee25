import { describe, expect, it } from '@jest/globals';
import { cn } from '../calendar/cn.js';
import type { Finding } from '../findings.js';
import { lintTemplate } from '../lint-rules/lint-template.js';
import type { Policy, Template } from '../template/document.js';
import { differenceOf } from './difference.js';
import { policyScope } from './policy-scope.js';
import { localStep, lockedTemplate } from './locked-template.given.js';
import { put } from './refines.given.js';

const base = lockedTemplate();
const made = (from: Template, edits: Record<string, unknown>): Template =>
  Object.entries(edits).reduce<Template>((template, [path, value]) => put(template, path, value) ?? template, from);
const policy = (rule: Policy['rule']): Policy => ({
  title: { zh: '规定' },
  reason: { zh: '减负' },
  categories: [],
  rule,
});
const own = localStep('one', 'study', { at: 'phase', phase: 'one' }, 'free');

const broken = (
  root: Template,
  town: Template,
  branch: Template,
  said: (finding: Finding) => string = ({ code, path }) => `${code} ${path}`,
): string[] => {
  const policies = policyScope([{ difference: differenceOf(root, town) }, { difference: differenceOf(town, branch) }]);
  const found = lintTemplate(branch, { calendar: cn, policies }).filter(({ code }) => code.startsWith('policy.'));
  return [...new Set(found.map(said))];
};

describe('policies of every level', () => {
  it('count the local steps below the level that set them', () => {
    const limit = policy({ type: 'max-local-steps', max: 1 });
    const root = made(base, { '/policies/p': { ...limit, title: { zh: '总量' } } });
    const town = made(root, { '/steps/own1': own, '/policies/q': policy({ type: 'max-local-steps', max: 0 }) });
    expect(broken(root, town, town)).toEqual([]);
    const branch = made(town, { '/steps/own2': own });
    expect(broken(root, town, branch)).toEqual(['policy.max-local-steps /steps/own2/when']);
    expect(broken(root, town, branch, ({ params }) => (params['policy'] as { zh: string }).zh)).toEqual([
      '总量',
      '规定',
    ]);
  });

  it('forbid what that level and those below it add or change, not what comes from above', () => {
    const town = made(base, { '/policies/p': policy({ type: 'forbid-kinds', kinds: ['study', 'meeting'] }) });
    expect(broken(base, town, town)).toEqual([]);
    expect(broken(base, town, made(town, { '/steps/own1': own }))).toEqual(['policy.forbid-kinds /steps/own1/kind']);
    const root = made(base, { '/policies/p': policy({ type: 'forbid-kinds', kinds: ['study'] }) });
    expect(broken(root, root, root)).toEqual(['policy.forbid-kinds /steps/choice/kind']);
  });

  it('do not take a step for changed that has a note, a post or another name', () => {
    const forbidden = policy({ type: 'forbid-kinds', kinds: ['meeting', 'task'] });
    const words = {
      '/steps/fixed/notes/n': { zh: '在村部' },
      '/steps/fixed/post': { zh: '副书记' },
      '/steps/optional/title': { zh: '另名' },
      '/steps/optional/evidence/n/title': { zh: '人次' },
      '/steps/spare/mandate': 'fixed',
    };
    const town = made(base, { '/policies/p': forbidden, ...words });
    expect(broken(base, town, town)).toEqual([]);
    expect(broken(base, town, made(town, { '/steps/fixed/notes/m': { zh: '带书' } }))).toEqual([]);
    const asked = made(town, { '/steps/optional/evidence/n/required': false });
    expect(broken(base, town, asked)).toEqual(['policy.forbid-kinds /steps/optional/kind']);
  });
});
