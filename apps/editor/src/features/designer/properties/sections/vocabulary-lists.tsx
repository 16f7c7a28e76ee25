/** What the steps of a template refer to: categories of units, roles, registers. */
import type { Organisation } from '@gangmu/contract';
import { knownCategories, type LocalText, type Template } from '@gangmu/core';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { ConditionBuilder } from '../condition/condition-builder.js';
import { ChoiceField } from '../field/choice-field.js';
import { LocalTextField } from '../field/local-text-field.js';
import { ElementList } from '../list/element-list.js';
import { roleOptions } from '../options.js';
import { below } from '../place.js';
import { useSheetPart } from '../sheet.js';
import type { Shown } from '../step-properties.js';

/**
 * Units carry categories by their codes, so only such can be added: those units here are of, then others that units
 * commonly are of.
 */
function categoriesToAdd(
  taken: Template['categories'],
  organisation: Organisation | null,
): { id: string; title: LocalText }[] {
  const all = new Map<string, LocalText>();
  for (const { id, title } of [...(organisation?.categories ?? []), ...knownCategories])
    if (!Object.hasOwn(taken, id) && !all.has(id)) all.set(id, title);
  return [...all].map(([id, title]) => ({ id, title }));
}

export function CategoryList({ shown }: { shown: Shown }) {
  const { t, local } = useWords();
  const categories = useSheetPart(({ template }) => template.categories);
  const organisation = useSheetPart((sheet) => sheet.organisation ?? null);
  const offered = useMemo(() => categoriesToAdd(categories, organisation), [categories, organisation]);
  return (
    <ElementList
      path="/categories"
      label={t('props.section.categories')}
      prefix="category"
      shown={shown}
      empty={t('props.categories.empty')}
      addLabel={t('props.categories.add')}
      add={offered.map(({ id, title }) => ({ key: id, id, label: local(title), make: () => ({ title }) }))}
      alwaysMenu
      renderTitle={(id) => local(categories[id]?.title)}
      renderBody={(_, path) => <LocalTextField path={below(path, 'title')} label={t('props.field.title')} />}
      removing={(id) => ({ op: 'remove-category', id })}
    />
  );
}

export function RoleList({ shown }: { shown: Shown }) {
  const { t, local } = useWords();
  const roles = useSheetPart(({ template }) => template.roles);
  const options = useSheetPart(({ template }) => roleOptions(template, local));
  const standIn = (id: string): string => {
    const substitute = roles[id]?.substitute ?? 'superior';
    return substitute === 'superior' ? t('props.roles.superior') : local(roles[substitute]?.title);
  };
  return (
    <ElementList
      path="/roles"
      label={t('props.section.roles')}
      prefix="role"
      shown={shown}
      empty={t('props.roles.empty')}
      addLabel={t('props.roles.add')}
      add={[
        {
          key: 'role',
          label: t('props.roles.add'),
          make: () => ({ title: { zh: '新角色', en: 'New role' }, substitute: 'superior' }),
        },
      ]}
      renderTitle={(id) => local(roles[id]?.title)}
      summary={(id) => t('props.roles.standIn', { role: standIn(id) })}
      renderBody={(id, path) => (
        <>
          <LocalTextField path={below(path, 'title')} label={t('props.field.title')} />
          <ChoiceField
            path={below(path, 'substitute')}
            label={t('props.roles.substitute')}
            help={t('props.roles.substitute.help')}
            options={[
              { value: 'superior', label: t('props.roles.superior') },
              ...options.filter(({ value }) => value !== id),
            ]}
          />
          <LocalTextField
            path={below(path, 'post')}
            label={t('props.step.post')}
            help={t('props.step.post.help')}
            optional
          />
        </>
      )}
      removing={(id) => ({ op: 'remove-role', id })}
    />
  );
}

export function RegisterList({ shown }: { shown: Shown }) {
  const { t, local } = useWords();
  const registers = useSheetPart(({ template }) => template.registers);
  return (
    <>
      <p className="soft">{t('props.registers.help')}</p>
      <ElementList
        path="/registers"
        label={t('props.section.registers')}
        prefix="register"
        shown={shown}
        empty={t('props.registers.empty')}
        addLabel={t('props.registers.add')}
        add={[
          {
            key: 'register',
            label: t('props.registers.add'),
            make: () => ({ title: { zh: '新名册', en: 'New register' } }),
          },
        ]}
        renderTitle={(id) => local(registers[id]?.title)}
        renderBody={(_, path) => (
          <>
            <LocalTextField path={below(path, 'title')} label={t('props.field.title')} />
            <LocalTextField
              path={below(path, 'entry')}
              label={t('props.registers.entry')}
              help={t('props.registers.entry.help')}
              optional
            />
            <ConditionBuilder path={below(path, 'when')} label={t('props.section.condition')} />
          </>
        )}
        removing={(id) => ({ op: 'remove-register', id })}
      />
    </>
  );
}
