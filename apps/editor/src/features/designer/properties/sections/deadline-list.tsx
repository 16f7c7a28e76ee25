import { type Bound, describeBound } from '@gangmu/core';
import { useDeferredValue, useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { BoundFields, boundFrom } from '../bound/bound-fields.js';
import { previewBound } from '../bound/bound-preview.js';
import { dayWords } from '../day-words.js';
import { ElementList } from '../list/element-list.js';
import { below, keysOf } from '../place.js';
import { usePlannedTemplate, useSheetCalendar, useSheetPart } from '../sheet.js';

const NONE: Readonly<Record<string, Bound>> = {};

/** The deadlines of a step; the earliest of them applies. `path` is the step. */
export function DeadlineList({ path, shown }: { path: string; shown: { path: string; count: number } | null }) {
  const { t, language } = useWords();
  const place = below(path, 'deadlines');
  const step = useSheetPart(({ template }) => template.steps[keysOf(path)[1] ?? '']);
  const calendar = useSheetCalendar();
  const bounds = step?.deadlines ?? NONE;
  const recurring = step?.occurrences.mode === 'every';
  const titles = useSheetPart(({ template }) =>
    Object.fromEntries(Object.entries(bounds).map(([id, bound]) => [id, describeBound(bound, template, language)])),
  );
  const settled = useDeferredValue(usePlannedTemplate(path));
  const days = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(bounds).map(([id, bound]) => [id, previewBound(settled, path, bound, calendar)?.date]),
      ),
    [bounds, settled, path, calendar],
  );
  const several = Object.keys(bounds).length > 1;
  return (
    <>
      <ElementList
        path={place}
        label={t('props.section.deadlines')}
        prefix="due"
        shown={shown}
        empty={t('props.deadlines.empty')}
        addLabel={t('props.deadlines.add')}
        add={[
          {
            key: 'deadline',
            label: t('props.deadlines.add'),
            make: () => (recurring ? boundFrom({ from: 'period-end' }) : boundFrom({ from: 'campaign-start' }, 14)),
          },
        ]}
        renderTitle={(id) => titles[id]}
        summary={(id) => days[id] && dayWords(days[id], language)}
        renderBody={(_, at) => <BoundFields path={at} />}
      />
      {several && <p className="soft">{t('props.deadlines.earliest')}</p>}
    </>
  );
}
