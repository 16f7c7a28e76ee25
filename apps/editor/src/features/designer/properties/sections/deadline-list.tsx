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
  const id = keysOf(path)[1] ?? '';
  const bounds = useSheetPart(({ template }) => template.steps[id]?.deadlines) ?? NONE;
  const recurring = useSheetPart(({ template }) => template.steps[id]?.occurrences.mode === 'every');
  const calendar = useSheetCalendar();
  const titles = useSheetPart(({ template }) =>
    Object.fromEntries(Object.entries(bounds).map(([key, bound]) => [key, describeBound(bound, template, language)])),
  );
  const settled = useDeferredValue(usePlannedTemplate(path));
  const days = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(bounds).map(([key, bound]) => [key, previewBound(settled, path, bound, calendar)?.date]),
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
        renderTitle={(key) => titles[key]}
        summary={(key) => days[key] && dayWords(days[key], language)}
        renderBody={(_, at) => <BoundFields path={at} />}
      />
      {several && <p className="soft">{t('props.deadlines.earliest')}</p>}
    </>
  );
}
