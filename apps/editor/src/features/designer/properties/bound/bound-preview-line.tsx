import { CalendarOutlined } from '@ant-design/icons';
import type { Bound } from '@gangmu/core';
import { useDeferredValue, useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { valueAt } from '../place.js';
import { usePlannedTemplate, useSheetCalendar, useSheetPart } from '../sheet.js';
import { dayWords } from '../day-words.js';
import { previewBound } from './bound-preview.js';

/** The bound on the real calendar: “for a start on … this falls on Fri 10 Apr 2026, working day”. */
export function BoundPreviewLine({ path, owner, asItem }: { path: string; owner: string; asItem: boolean }) {
  const { t, language } = useWords();
  const calendar = useSheetCalendar();
  const bound = useSheetPart(({ template }) => valueAt(template, path) as Bound | undefined);
  const template = usePlannedTemplate(owner);
  // Planning takes longer than a key should: the day follows a moment after what is typed.
  const settled = useDeferredValue(template);
  const preview = useMemo(
    () => (bound === undefined ? null : previewBound(settled, owner, bound, calendar, asItem)),
    [settled, owner, bound, calendar, asItem],
  );
  if (bound === undefined) return null;
  const step = owner.startsWith('/steps/') ? template.steps[owner.slice('/steps/'.length)] : undefined;
  const first = asItem && step !== undefined && step.occurrences.mode === 'every';
  return (
    <p className="bound-preview" aria-live="polite">
      <CalendarOutlined aria-hidden />{' '}
      {preview === null ? (
        t('props.preview.unknown')
      ) : (
        <>
          {t(first ? 'props.preview.first' : 'props.preview.day', {
            start: template.window.start,
            day: dayWords(preview.date, language),
            sort: t(preview.workingDay ? 'props.preview.working' : 'props.preview.rest'),
          })}
          {!preview.certain && <span className="soft"> {t('props.preview.planned')}</span>}
          {preview.provisional && (
            <span className="provisional"> {t('props.preview.provisional', { year: preview.date.slice(0, 4) })}</span>
          )}
        </>
      )}
    </p>
  );
}
