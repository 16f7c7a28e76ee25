import { describeReview, type Review } from '@gangmu/core';
import { Button } from 'antd';
import { useWords } from '../../../platform/language.js';
import { ChoiceField } from './field/choice-field.js';
import { NumberField } from './field/number-field.js';
import { useField } from './field/use-field.js';
import { LadderBuilder } from './ladder/ladder-builder.js';
import { ElementList } from './list/element-list.js';
import { roleOptions } from './options.js';
import { below, nextOrder, valueAt } from './place.js';
import { useLiveSheet, useSheetPart } from './sheet.js';

type Who = Review['by']['who'];
const REVIEWERS: readonly Who[] = ['superior', 'role', 'inspection-group'];

/** Who looks at what was handed in, one after the other, each with a time limit. `path` is the step. */
export function ReviewsBuilder({ path, shown }: { path: string; shown: { path: string; count: number } | null }) {
  const { t, local, language } = useWords();
  const reviews = useSheetPart(
    ({ template }) => (valueAt(template, below(path, 'reviews')) ?? {}) as Record<string, Review>,
  );
  const roles = useSheetPart(({ template }) => roleOptions(template, local));
  const titles = useSheetPart(({ template }) =>
    Object.fromEntries(Object.entries(reviews).map(([id, one]) => [id, describeReview(one, template, language)])),
  );
  const by = (who: Who): Review['by'] => (who === 'role' ? { who, role: roles[0]?.value ?? '' } : { who });
  return (
    <ElementList
      path={below(path, 'reviews')}
      label={t('props.section.review')}
      prefix="rv"
      ordered
      shown={shown}
      empty={t('props.reviews.empty')}
      addLabel={t('props.reviews.add')}
      add={REVIEWERS.map((who) => ({
        key: who,
        label: t(`props.reviews.by.${who}`),
        disabled: who === 'role' && roles.length === 0 ? t('props.reviews.noRole') : undefined,
        make: () => ({ by: by(who), order: nextOrder(reviews), limitDays: 3 }),
      }))}
      renderTitle={(id) => titles[id]}
      renderBody={(id, place) => (
        <>
          <ChoiceField
            path={below(place, 'by')}
            label={t('props.reviews.by')}
            options={REVIEWERS.map((who) => ({
              value: who,
              label: t(`props.reviews.by.${who}`),
              disabled: who === 'role' && roles.length === 0,
            }))}
            fromStored={(value) => (value as Review['by'] | undefined)?.who}
            toStored={(who) => by(who as Who)}
          />
          {reviews[id]?.by.who === 'role' && (
            <ChoiceField path={below(place, 'by', 'role')} label={t('props.reviews.role')} options={roles} />
          )}
          <NumberField
            path={below(place, 'limitDays')}
            label={t('props.reviews.limit')}
            suffix={t('props.bound.unit.working-days')}
          />
          <OwnLadder path={below(place, 'ladder')} />
        </>
      )}
    />
  );
}

/** A ladder that an element may have of its own instead of the template's. */
export function OwnLadder({
  path,
  due,
  shown = null,
}: {
  path: string;
  due?: string | undefined;
  shown?: { path: string; count: number } | null;
}) {
  const { t } = useWords();
  const live = useLiveSheet();
  const field = useField(path);
  const own = field.value !== undefined;
  return (
    <div className="own-ladder" data-path={path}>
      <p className="soft">{t(own ? 'props.ladder.own' : 'props.ladder.shared')}</p>
      {own && <LadderBuilder path={path} due={due} shown={shown} />}
      {!field.disabled && (
        <Button size="small" onClick={() => field.set(own ? undefined : { ...live.get().template.ladder })}>
          {t(own ? 'props.ladder.useShared' : 'props.ladder.makeOwn')}
        </Button>
      )}
    </div>
  );
}
