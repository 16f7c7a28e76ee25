import type { Policy } from '@gangmu/core';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, SeveralField } from '../field/choice-field.js';
import { LocalTextField } from '../field/local-text-field.js';
import { NumberField } from '../field/number-field.js';
import { ElementList } from '../list/element-list.js';
import { categoryOptions, kindOptions, tagOptions } from '../options.js';
import { below } from '../place.js';
import { useSettledTemplate, useSheetPart } from '../sheet.js';
import type { Shown } from '../step-properties.js';
import { AuthorityFields } from './authority-fields.js';

type Rule = Policy['rule'];
const RULES: { [Type in Rule['type']]: Extract<Rule, { type: Type }> } = {
  'max-weekly-minutes': { type: 'max-weekly-minutes', minutes: 240 },
  'max-items': { type: 'max-items', max: 12 },
  'max-local-steps': { type: 'max-local-steps', max: 3 },
  'max-weekly-uploads': { type: 'max-weekly-uploads', uploads: 3 },
  'max-evidence': { type: 'max-evidence', perStep: 4 },
  'forbid-kinds': { type: 'forbid-kinds', kinds: [] },
  'forbid-tags': { type: 'forbid-tags', tags: [] },
  'no-rest-days': { type: 'no-rest-days' },
};
const TYPES = Object.keys(RULES) as Rule['type'][];
/** The one number that a rule may have. */
const NUMBERS = {
  'max-weekly-minutes': 'minutes',
  'max-items': 'max',
  'max-local-steps': 'max',
  'max-weekly-uploads': 'uploads',
  'max-evidence': 'perStep',
} as const;

/** Rules on the whole result, counted from this level down; each with its reason and its authority. */
export function PolicyList({ shown }: { shown: Shown }) {
  const { t, local } = useWords();
  const policies = useSheetPart(({ template }) => template.policies);
  const categories = useSheetPart(({ template }) => categoryOptions(template, local));
  return (
    <ElementList
      path="/policies"
      label={t('props.section.policies')}
      prefix="policy"
      shown={shown}
      empty={t('props.policies.empty')}
      addLabel={t('props.policies.add')}
      add={TYPES.map((type) => ({
        key: type,
        label: t(`props.policy.${type}`),
        make: () => ({
          title: { zh: '新规定', en: 'New policy' },
          reason: { zh: '为基层减负。', en: 'To relieve the units below.' },
          categories: [],
          rule: RULES[type],
        }),
      }))}
      renderTitle={(id) => local(policies[id]?.title)}
      summary={(id) => policies[id] && t(`props.policy.${policies[id].rule.type}`)}
      renderBody={(id, path) => (
        <>
          <LocalTextField path={below(path, 'title')} label={t('props.field.title')} />
          <ChoiceField
            path={below(path, 'rule')}
            label={t('props.policies.rule')}
            options={TYPES.map((type) => ({ value: type, label: t(`props.policy.${type}`) }))}
            fromStored={(value) => (value as Rule | undefined)?.type}
            toStored={(type) => RULES[type as Rule['type']]}
          />
          {policies[id] && <RuleFields path={below(path, 'rule')} rule={policies[id].rule} />}
          <SeveralField
            path={below(path, 'categories')}
            label={t('props.policies.categories')}
            placeholder={t('props.categories.all')}
            options={categories}
          />
          <LocalTextField path={below(path, 'reason')} label={t('props.policies.reason')} rows={2} />
          <AuthorityFields path={below(path, 'authority')} />
        </>
      )}
      removing={(id) => ({ op: 'remove-policy', id })}
    />
  );
}

function RuleFields({ path, rule }: { path: string; rule: Rule }) {
  const { t, local } = useWords();
  const template = useSettledTemplate();
  if (rule.type === 'forbid-kinds')
    return (
      <SeveralField
        path={below(path, 'kinds')}
        label={t('props.policies.kinds')}
        options={kindOptions(local).map(({ value, label }) => ({ value, label }))}
      />
    );
  if (rule.type === 'forbid-tags')
    return (
      <SeveralField
        path={below(path, 'tags')}
        label={t('props.step.tags')}
        open
        options={tagOptions(template, local)}
      />
    );
  if (rule.type === 'no-rest-days') return null;
  return <NumberField path={below(path, NUMBERS[rule.type])} label={t('props.policies.most')} />;
}
