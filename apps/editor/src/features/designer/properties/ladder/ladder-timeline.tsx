import { dateOf, daysBetween, describeReach, type Ladder, minuteAt, RUNG_EFFECTS, rungInstants } from '@gangmu/core';
import { useMemo } from 'react';
import { useWords } from '../../../../platform/language.js';
import { dayWords } from '../day-words.js';
import { useSheetCalendar, useSheetPart } from '../sheet.js';

/** The ladder on real days around one deadline: a line with a mark for each act, and the same as a list. */
export function LadderTimeline({ ladder, due }: { ladder: Ladder; due?: string | undefined }) {
  const { t, language } = useWords();
  const calendar = useSheetCalendar();
  const { end, timeZone } = useSheetPart(({ template }) => ({ end: template.window.end, timeZone: template.timeZone }));
  const reach = useSheetPart(({ template }) =>
    Object.fromEntries(Object.values(ladder).map(({ to }) => [to, describeReach(to, template, language)])),
  );
  const day = due ?? end;
  const acts = useMemo(() => {
    const deadline = minuteAt(day, '18:00', timeZone);
    return rungInstants(ladder, deadline, calendar, timeZone).flatMap(({ rung, repetition, at }) => {
      const one = ladder[rung];
      const date = dateOf(at, timeZone);
      return one === undefined ? [] : [{ key: `${rung} ${repetition}`, rung: one, date, days: daysBetween(day, date) }];
    });
  }, [ladder, day, calendar, timeZone]);
  if (acts.length === 0) return null;
  const first = Math.min(-1, ...acts.map(({ days }) => days));
  const last = Math.max(1, ...acts.map(({ days }) => days));
  const at = (days: number): string => `${((days - first) / (last - first)) * 100}%`;
  return (
    <figure className="ladder-timeline">
      <figcaption>{t('props.ladder.preview', { day: dayWords(day, language) })}</figcaption>
      <div className="line" aria-hidden>
        <span className="deadline" style={{ left: at(0) }} />
        {acts.map(({ key, rung, days }) => (
          <span key={key} className={`mark ${rung.effect}`} style={{ left: at(days) }} />
        ))}
      </div>
      <ol>
        {acts.slice(0, 8).map(({ key, rung, date }) => (
          <li key={key}>
            <span className={`mark ${rung.effect}`} aria-hidden />
            <span className="day">{dayWords(date, language)}</span>{' '}
            {t('props.ladder.act', {
              effect: RUNG_EFFECTS[rung.effect][language],
              to: reach[rung.to] ?? '',
            })}
          </li>
        ))}
        {acts.length > 8 && <li className="soft">{t('props.ladder.more', { count: acts.length - 8 })}</li>}
      </ol>
    </figure>
  );
}
