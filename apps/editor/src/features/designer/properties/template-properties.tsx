import { memo } from 'react';
import { knownCalendars } from '../../../platform/calendars.js';
import { useWords } from '../../../platform/language.js';
import type { WordKey } from '../../../words/words.js';
import { ChoiceField } from './field/choice-field.js';
import { DateField } from './field/date-field.js';
import { LocalTextField } from './field/local-text-field.js';
import { LadderBuilder } from './ladder/ladder-builder.js';
import { below } from './place.js';
import { Section } from './section.js';
import { AuthorityFields } from './sections/authority-fields.js';
import { CategoryList, RegisterList, RoleList } from './sections/vocabulary-lists.js';
import { PolicyList } from './sections/policy-list.js';
import { useSheetPart } from './sheet.js';
import type { Shown } from './step-properties.js';

const ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong'] as const;
const zoneWord = (zone: string): WordKey | null => {
  const known = ZONES.find((each) => each === zone);
  return known === undefined ? null : `props.zone.${known}`;
};
const CALENDARS = ['cn', 'weekends'] as const;

/** Everything about the template as a whole, shown while nothing is selected. */
export const TemplateProperties = memo(function TemplateProperties({ shown }: { shown: Shown }) {
  const { t } = useWords();
  const template = useSheetPart(({ template: { window, calendar, timeZone, ...now } }) => ({
    window,
    calendar,
    timeZone,
    categories: Object.keys(now.categories).length,
    roles: Object.keys(now.roles).length,
    registers: Object.keys(now.registers).length,
    ladder: Object.keys(now.ladder).length,
    policies: Object.keys(now.policies).length,
  }));
  const count = (many: number): string => t('props.count.of', { count: many });
  const calendars: string[] = [...new Set([...CALENDARS, ...knownCalendars().map(({ id }) => id), template.calendar])];
  return (
    <div className="sheet" data-path="">
      <Section
        name="template"
        title={t('props.section.template')}
        open
        shown={shown}
        places={['/title', '/noun', '/inspectionNoun', '/authority']}
      >
        <LocalTextField path="/title" label={t('props.field.title')} />
        <LocalTextField path="/noun" label={t('props.template.noun')} help={t('props.template.noun.help')} />
        <LocalTextField path="/inspectionNoun" label={t('props.template.inspectionNoun')} optional />
        <AuthorityFields path="/authority" />
      </Section>
      <Section
        name="window"
        title={t('props.section.window')}
        open
        shown={shown}
        places={['/window', '/timeZone', '/calendar']}
        summary={`${template.window.start} – ${template.window.end}`}
      >
        <div className="pair">
          <DateField path="/window/start" label={t('props.template.start')} />
          <DateField path="/window/end" label={t('props.template.end')} />
        </div>
        <div className="pair">
          <ChoiceField
            path="/calendar"
            label={t('props.template.calendar')}
            options={calendars.map((value) => ({
              value,
              label: value === 'cn' || value === 'weekends' ? t(`props.calendar.${value}`) : value,
            }))}
          />
          <ChoiceField
            path="/timeZone"
            label={t('props.template.timeZone')}
            options={[...new Set<string>([...ZONES, template.timeZone])].map((value) => {
              const word = zoneWord(value);
              return { value, label: word === null ? value : t(word) };
            })}
          />
        </div>
      </Section>
      <Section
        name="categories"
        title={t('props.section.categories')}
        shown={shown}
        places={['/categories']}
        summary={count(template.categories)}
      >
        <CategoryList shown={shown} />
      </Section>
      <Section
        name="roles"
        title={t('props.section.roles')}
        shown={shown}
        places={['/roles']}
        summary={count(template.roles)}
      >
        <RoleList shown={shown} />
      </Section>
      <Section
        name="registers"
        title={t('props.section.registers')}
        shown={shown}
        places={['/registers']}
        summary={count(template.registers)}
      >
        <RegisterList shown={shown} />
      </Section>
      <Section
        name="ladder"
        title={t('props.section.ladder')}
        shown={shown}
        places={['/ladder']}
        summary={count(template.ladder)}
      >
        <LadderBuilder path="/ladder" shown={shown} />
      </Section>
      <Section
        name="policies"
        title={t('props.section.policies')}
        shown={shown}
        places={[below('', 'policies')]}
        summary={count(template.policies)}
      >
        <PolicyList shown={shown} />
      </Section>
    </div>
  );
});
