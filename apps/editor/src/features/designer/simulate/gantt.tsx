import { useMemo } from 'react';
import { type Simulation, type Template, textIn } from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import { useWords } from '../../../platform/language.js';
import { lineOf } from '../drawn-text.js';
import { plainDay } from '../plain-day.js';
import { timeAxis } from './time-axis.js';

const ROW = 24;
const HEAD = 46;
const NAMES = 230;
const ROOM = 980;

/**
 * Phases and steps as bars on the real calendar. Drawn by hand: a chart library would weigh more than the rest of the
 * page, and knows nothing of rest days that are worked.
 */
export function Gantt({
  simulation,
  template,
  show,
}: {
  simulation: Simulation;
  template: Template;
  show: (step: string) => void;
}) {
  const { t, language } = useWords();
  const { window: span, phases, steps } = simulation;
  const axis = useMemo(() => {
    const last = steps.reduce((end, { due }) => (due > end ? due : end), span.end);
    return timeAxis(span.start, last, calendarNamed(template.calendar), ROOM);
  }, [span, steps, template.calendar]);
  const rows = useMemo(
    () =>
      phases.flatMap((phase) => [
        { kind: 'phase' as const, phase },
        ...steps.filter((step) => step.phase === phase.phase).map((step) => ({ kind: 'step' as const, step })),
      ]),
    [phases, steps],
  );
  const height = HEAD + rows.length * ROW;
  const barTo = (from: string, to: string): number => Math.max(4, axis.xOf(to) - axis.xOf(from) + axis.perDay);
  return (
    <div className="gantt" role="region" aria-label={t('simulate.gantt')} tabIndex={0}>
      <svg width={NAMES + axis.width + 12} height={height + 8} role="presentation">
        <g transform={`translate(${NAMES} 0)`}>
          {axis.days
            .filter(({ rest }) => rest)
            .map(({ date, x, holiday }) => (
              <rect
                key={date}
                x={x}
                y={HEAD - 14}
                width={axis.perDay}
                height={height - HEAD + 14}
                fill={holiday ? '#f3dcd6' : '#eef1f4'}
              />
            ))}
          {axis.days
            .filter(({ makeUp }) => makeUp)
            .map(({ date, x }) => (
              <g key={date}>
                <rect
                  x={x}
                  y={HEAD - 14}
                  width={axis.perDay}
                  height={height - HEAD + 14}
                  fill="#fff"
                  stroke="#b9c6d0"
                  strokeDasharray="2 2"
                />
                <text x={x + axis.perDay / 2} y={HEAD - 4} fontSize={9} textAnchor="middle" fill="#1d5580">
                  {t('simulate.axis.make-up')}
                </text>
              </g>
            ))}
          {axis.provisionalFrom !== null && (
            <>
              <defs>
                <pattern
                  id="provisional"
                  width={8}
                  height={8}
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <line x1={0} y1={0} x2={0} y2={8} stroke="#e2d9bd" strokeWidth={2} />
                </pattern>
              </defs>
              <rect
                x={axis.provisionalFrom}
                y={0}
                width={axis.width - axis.provisionalFrom}
                height={height}
                fill="url(#provisional)"
              />
            </>
          )}
          {axis.months.map(({ date, x, width }) => (
            <g key={date}>
              <line x1={x} x2={x} y1={0} y2={height} stroke="#d5dde3" />
              {width > 34 && (
                <text x={x + 5} y={17} fontSize={12} fill="#3d4a54">
                  {new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
                    timeZone: 'UTC',
                    month: language === 'zh' ? 'long' : 'short',
                    ...(width > 90 ? { year: 'numeric' } : {}),
                  }).format(Date.parse(`${date}T00:00:00Z`))}
                </text>
              )}
            </g>
          ))}
        </g>
        {rows.map((row, index) => {
          const y = HEAD + index * ROW;
          if (row.kind === 'phase') {
            const { phase, title, open, due } = row.phase;
            return (
              <g key={`phase ${phase}`}>
                <rect x={0} y={y} width={NAMES} height={ROW} fill="#f0f4f7" />
                <text x={10} y={y + 16} fontSize={13} fontWeight={600} fill="#173f5f">
                  {lineOf(textIn(title, language), 16)}
                </text>
                <rect x={NAMES + axis.xOf(open)} y={y + 8} width={barTo(open, due)} height={8} rx={2} fill="#173f5f">
                  <title>{`${textIn(title, language)} ${plainDay(open, language)} – ${plainDay(due, language)}`}</title>
                </rect>
              </g>
            );
          }
          const { step, title, earliestOpen, earliestEnd, items, slackDays, provisional } = row.step;
          const late = slackDays < 0;
          return (
            <g key={step} className="step-bar" onClick={() => show(step)}>
              <rect x={0} y={y} width={NAMES + axis.width} height={ROW} fill="transparent" />
              <text x={22} y={y + 16} fontSize={12} fill={late ? '#8f2214' : '#1f2a33'}>
                {lineOf((late ? '▲ ' : '') + textIn(title, language), 16.5)}
              </text>
              <line
                x1={NAMES + axis.xOf(earliestOpen)}
                x2={NAMES + axis.xOf(earliestOpen) + barTo(earliestOpen, earliestEnd)}
                y1={y + 19}
                y2={y + 19}
                stroke="#2c6e49"
                strokeWidth={2}
              />
              {items.slice(0, 60).map((item) => (
                <rect
                  key={`${item.open} ${item.due}`}
                  x={NAMES + axis.xOf(item.open)}
                  y={y + 5}
                  width={barTo(item.open, item.due)}
                  height={11}
                  rx={2}
                  fill={late ? '#e3a598' : '#8fb3cd'}
                  stroke={late ? '#b42c1b' : '#4d7fa3'}
                  strokeDasharray={provisional ? '3 2' : undefined}
                >
                  <title>
                    {t('simulate.bar', {
                      step: textIn(title, language),
                      open: plainDay(item.open, language),
                      due: plainDay(item.due, language),
                      units: item.units,
                    })}
                  </title>
                </rect>
              ))}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
