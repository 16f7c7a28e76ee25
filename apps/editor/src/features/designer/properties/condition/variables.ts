/** What a condition may read, with its type: facts about the unit, and accepted values of steps that come before. */
import type { Organisation } from '@gangmu/contract';
import type { LocalText, Template } from '@gangmu/core';
import type { WordKey } from '../../../../words/words.js';
import type { Option } from '../field/choice-field.js';
import { categoryOptions, stepOptions, stepsAfter } from '../options.js';

type Local = (text: LocalText | undefined) => string;
type Say = (key: WordKey) => string;

export type Sort = 'one-of' | 'some-of' | 'number' | 'date' | 'text' | 'list';
export interface Variable {
  /** As the condition names it: `unit.category`, `item.<step>.<evidence>`. */
  path: string;
  label: string;
  group: string;
  sort: Sort;
  /** What it may be, where that is known. */
  values?: Option[];
}

export const RANKS = [
  'county-division',
  'deputy-county-division',
  'township-section',
  'deputy-township-section',
] as const;
const PARTS = ['due', 'present', 'onLeave', 'madeUp'] as const;

/** Groups by name; the kind tells apart what is called the same. */
const groupOptions = ({ groups }: Organisation, t: Say, local: Local): Option[] => [
  ...new Map(
    groups.map(({ code, kind, name }) => [
      code,
      { value: code, label: `${local(name)} · ${t(`props.group.${kind}`)}` },
    ]),
  ).values(),
];

/** Facts about a unit. */
function unitVariables(template: Template, organisation: Organisation | null, t: Say, local: Local): Variable[] {
  const group = t('props.condition.unit');
  return [
    {
      path: 'unit.category',
      label: t('props.fact.category'),
      group,
      sort: 'one-of',
      values: categoryOptions(template, local),
    },
    {
      path: 'unit.rank',
      label: t('props.fact.rank'),
      group,
      sort: 'one-of',
      values: RANKS.map((rank) => ({ value: rank, label: t(`props.rank.${rank}`) })),
    },
    { path: 'unit.level', label: t('props.fact.level'), group, sort: 'number' },
    { path: 'unit.size', label: t('props.fact.size'), group, sort: 'number' },
    {
      path: 'unit.groups',
      label: t('props.fact.groups'),
      group,
      sort: 'list',
      // Where no group is known yet, its code is typed.
      ...(organisation && organisation.groups.length > 0 && { values: groupOptions(organisation, t, local) }),
    },
  ];
}

/** All that may be read at `owner` (`/steps/x`, `/registers/x`); nothing that itself waits for it. */
export function variablesFor(
  template: Template,
  owner: string,
  organisation: Organisation | null,
  t: Say,
  local: Local,
): Variable[] {
  const found = unitVariables(template, organisation, t, local);
  if (!owner.startsWith('/steps/')) return found;
  const after = stepsAfter(template, owner);
  for (const { value: id, label: group } of stepOptions(template, local, (step) => !after.has(step))) {
    for (const [key, evidence] of Object.entries(template.steps[id]?.evidence ?? {})) {
      const path = `item.${id}.${key}`;
      const label = local(evidence.title);
      if (evidence.type === 'number') found.push({ path, label, group, sort: 'number' });
      if (evidence.type === 'date') found.push({ path, label, group, sort: 'date' });
      if (evidence.type === 'choice') {
        const values = evidence.options.map((option) => ({ value: option.value, label: local(option.label) }));
        found.push({ path, label, group, sort: evidence.multiple ? 'some-of' : 'one-of', values });
      }
      if (evidence.type === 'head-count')
        for (const part of PARTS)
          found.push({ path: `${path}.${part}`, label: `${label} · ${t(`count.${part}`)}`, group, sort: 'number' });
    }
  }
  return found;
}
