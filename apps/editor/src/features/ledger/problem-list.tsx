import { Link } from 'react-router';
import { say } from '@gangmu/core';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { useNarrow } from '../../platform/use-narrow.js';
import type { ProblemLine } from './ledger-data.js';
import { StatusTag } from './status-tag.js';

/** Problems as a table; on a phone one below the other. */
export function ProblemList({ problems }: { problems: readonly ProblemLine[] }) {
  const { t, local, language } = useWords();
  const narrow = useNarrow();
  const due = ({ due: day }: ProblemLine): string => (day === null ? t('ledger.no-due') : dateWords(day, language));
  const measures = ({ measuresDone, measureCount }: ProblemLine): string => `${measuresDone}/${measureCount}`;
  if (narrow)
    return (
      <ul className="ledger-cards" aria-label={t('ledger.title')}>
        {problems.map((problem) => (
          <li key={problem.id}>
            <Link to={`/ledger/${problem.id}`}>{problem.title}</Link>
            <span>{local(problem.unitName)}</span>
            <span>
              {t('ledger.card', {
                class: say(language, `problem.class.${problem.class}`),
                due: due(problem),
                measures: measures(problem),
              })}
            </span>
            <span>
              <StatusTag problem={problem} />
            </span>
          </li>
        ))}
      </ul>
    );
  return (
    <div className="ledger-table">
      <table aria-label={t('ledger.title')}>
        <thead>
          <tr>
            {(['problem', 'unit', 'class', 'leader', 'due', 'measures', 'status'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`ledger.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={problem.id}>
              <th scope="row">
                <Link to={`/ledger/${problem.id}`}>{problem.title}</Link>
              </th>
              <td>{local(problem.unitName)}</td>
              <td>{say(language, `problem.class.${problem.class}`)}</td>
              <td>{problem.leader.name ?? t('ledger.erased')}</td>
              <td className="number">{due(problem)}</td>
              <td className="number">{measures(problem)}</td>
              <td>
                <StatusTag problem={problem} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
