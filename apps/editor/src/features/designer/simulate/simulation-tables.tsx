import { WarningFilled } from '@ant-design/icons';
import { useState } from 'react';
import { say, type Simulation, textIn } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { dateWords } from '../../../platform/dates.js';
import { plainDay } from '../plain-day.js';

interface Props {
  simulation: Simulation;
  show: (step: string) => void;
}

const SHOWN = 8;

/** What cannot work, and where too much meets, in sentences. */
export function Collisions({ simulation, show }: Props) {
  const { t, local, language } = useWords();
  const [all, setAll] = useState(false);
  const lines = [
    ...simulation.findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ code, params, path }) => ({
        text: say(language, code, params),
        step: path.startsWith('/steps/') ? (path.split('/')[2] ?? null) : null,
        detail: '',
      })),
    ...simulation.collisions.map(({ code, title, from, to, is, max, units, steps }) => ({
      text: say(language, code, {
        who: title,
        from: dateWords(from, language),
        to: dateWords(to, language),
        is,
        max,
        units,
      }),
      step: steps[0]?.campaign === 'this' ? steps[0].step : null,
      detail: steps.map((step) => local(step.title)).join(language === 'zh' ? '、' : ', '),
    })),
  ];
  return (
    <section aria-label={t('simulate.collisions')}>
      <header>
        <h2>{t('simulate.collisions')}</h2>
      </header>
      {lines.length === 0 ? (
        <p className="fine">{t('simulate.collisions.none')}</p>
      ) : (
        <ul className="collisions">
          {(all ? lines : lines.slice(0, SHOWN)).map(({ text, step, detail }, index) => (
            <li key={`${index} ${text}`}>
              <WarningFilled aria-hidden />
              <span>
                {text}
                {detail !== '' && <small>{detail}</small>}
              </span>
              {step !== null && (
                <button type="button" onClick={() => show(step)}>
                  {t('simulate.show')}
                </button>
              )}
            </li>
          ))}
          {!all && lines.length > SHOWN && (
            <li>
              <button type="button" onClick={() => setAll(true)}>
                {t('simulate.collisions.all', { count: lines.length })}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** The same dates to be read row by row. */
export function DatesTable({ simulation, show }: Props) {
  const { t, local, language } = useWords();
  const COLUMNS = ['step', 'earliest-open', 'earliest-end', 'open', 'due', 'slack', 'units'] as const;
  return (
    <div className="wide" role="region" aria-label={t('simulate.dates')} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`simulate.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {simulation.steps.map((step) => (
            <tr key={step.step} className={step.slackDays < 0 ? 'late' : ''}>
              <th scope="row">
                <button type="button" onClick={() => show(step.step)}>
                  {local(step.title)}
                </button>
              </th>
              <td>{dateWords(step.earliestOpen, language)}</td>
              <td>{dateWords(step.earliestEnd, language)}</td>
              <td>{dateWords(step.open, language)}</td>
              <td>
                {dateWords(step.due, language)}
                {step.provisional && ` ${t('simulate.provisional.short')}`}
              </td>
              <td>{step.slackDays}</td>
              <td>{step.units}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Minutes a week by category, against what policy allows. A week over it says so in figures and by a sign. */
export function BurdenTable({ simulation }: Pick<Props, 'simulation'>) {
  const { t, language } = useWords();
  const weeks = [...new Set(simulation.burden.flatMap((one) => one.weeks.map(({ week }) => week)))].toSorted();
  return (
    <section aria-label={t('simulate.burden')}>
      <header>
        <h2>{t('simulate.burden')}</h2>
        <small>{t('simulate.burden.hint')}</small>
      </header>
      <div className="wide" role="region" aria-label={t('simulate.burden')} tabIndex={0}>
        <table className="figures burden">
          <thead>
            <tr>
              <th scope="col">{t('simulate.column.category')}</th>
              <th scope="col">{t('simulate.column.items')}</th>
              <th scope="col">{t('simulate.column.limit')}</th>
              {weeks.map((week) => (
                <th key={week} scope="col">
                  {plainDay(week, language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {simulation.burden.map(({ category, title, items, limit, weeks: own }) => {
              const by = new Map(own.map((week) => [week.week, week]));
              return (
                <tr key={category}>
                  <th scope="row">{textIn(title, language)}</th>
                  <td>{items}</td>
                  <td>{limit}</td>
                  {weeks.map((week) => {
                    const minutes = Math.round(by.get(week)?.minutes ?? 0);
                    const share = minutes / Math.max(1, limit);
                    return (
                      <td
                        key={week}
                        className={share > 1 ? 'over' : ''}
                        style={share > 1 ? undefined : { background: `rgb(29 85 128 / ${Math.min(0.3, share * 0.3)})` }}
                      >
                        {share > 1 && '▲'}
                        {minutes === 0 ? '' : minutes}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
