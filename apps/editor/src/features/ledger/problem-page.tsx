import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { say } from '@gangmu/core';
import { dateWords, instantWords, minuteWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { usePageTitle } from '../../shell/header-title.js';
import { LoadFailure } from '../../shell/load-failure.js';
import { Spinner } from '../../shell/spinner.js';
import { useSession } from '../access/session.js';
import { ActionDialog } from './action-dialog.js';
import { useProblem } from './ledger-data.js';
import { actionsFor, type ProblemActionId, type ProblemAnswer } from './problem-actions.js';
import { ProblemMeasures } from './problem-measures.js';
import { StatusTag } from './status-tag.js';
import './ledger.css';

/** One problem: what it is, what is done about it, and what may be done next. */
export function ProblemPage() {
  const { problem: id = '' } = useParams();
  const { t } = useWords();
  const session = useSession();
  const problem = useProblem(id);
  const [doing, setDoing] = useState<ProblemActionId | null>(null);
  usePageTitle(problem.data?.title ?? t('ledger.title'));
  if (problem.isError) return <LoadFailure error={problem.error} retry={() => void problem.refetch()} />;
  if (problem.data === undefined) return <Spinner />;
  const permissions = session.data?.permissions ?? [];
  const actions = actionsFor(problem.data, permissions);
  const action = actions.find((one) => one.id === doing);
  return (
    <div className="ledger">
      <header>
        <Link to="/ledger" className="back">
          ‹ {t('ledger.title')}
        </Link>
        <h1>{problem.data.title}</h1>
        <span>
          <StatusTag problem={problem.data} />
        </span>
      </header>
      {problem.data.suggestion !== undefined && (
        <Suggestion code={problem.data.suggestion.code} times={problem.data.suggestion.times} />
      )}
      {actions.length > 0 && (
        <div className="ledger-tools" role="group" aria-label={t('ledger.actions')}>
          {actions.map((one, index) => (
            <Button
              key={one.id}
              type={index === 0 ? 'primary' : 'default'}
              danger={'danger' in one}
              onClick={() => setDoing(one.id)}
            >
              {t(`ledger.action.${one.id}`)}
            </Button>
          ))}
        </div>
      )}
      <Facts problem={problem.data} />
      <ProblemMeasures problem={problem.data} mayComplete={permissions.includes('ledger:write')} />
      <Progress problem={problem.data} />
      {action !== undefined && <ActionDialog problem={problem.data} action={action} close={() => setDoing(null)} />}
    </div>
  );
}

function Suggestion({ code, times }: { code: string; times: number }) {
  const { language } = useWords();
  return <Alert type="info" showIcon title={say(language, code, { times })} />;
}

function Facts({ problem }: { problem: ProblemAnswer }) {
  const { t, local, language } = useWords();
  const next = problem.nextReminder;
  const facts: (readonly [string, ReactNode])[] = [
    [t('ledger.column.unit'), local(problem.unitName)],
    [t('ledger.column.class'), say(language, `problem.class.${problem.class}`)],
    [t('ledger.column.leader'), problem.leader.name ?? t('ledger.erased')],
    [t('ledger.column.due'), problem.due === null ? t('ledger.no-due') : dateWords(problem.due, language)],
    [t('ledger.field.foundOn'), dateWords(problem.foundOn, language)],
    [t('ledger.field.source'), say(language, `problem.source.${problem.source}`)],
    [t('ledger.field.channel'), say(language, `problem.channel.${problem.channel}`)],
    [t('ledger.field.aspect'), say(language, `problem.aspect.${problem.aspect}`)],
    ...(problem.theme === undefined
      ? []
      : [[t('ledger.field.theme'), say(language, `problem.theme.${problem.theme}`)] as const]),
    ...(problem.returns + problem.relapses === 0
      ? []
      : [
          [t('ledger.back'), t('ledger.back.times', { returns: problem.returns, relapses: problem.relapses })] as const,
        ]),
    ...(next === null
      ? []
      : [
          [
            t('ledger.next'),
            t(`ledger.next.${next.effect}`, { time: minuteWords(next.at, language), to: t(`ledger.to.${next.to}`) }),
          ] as const,
        ]),
    ...(problem.closedAt === undefined
      ? []
      : [[t('ledger.closed-at'), instantWords(problem.closedAt, language)] as const]),
  ];
  return (
    <section className="ledger-box" aria-label={t('ledger.facts')}>
      {problem.detail !== undefined && <p>{problem.detail}</p>}
      <dl className="ledger-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Progress({ problem }: { problem: ProblemAnswer }) {
  const { t, language } = useWords();
  const { request } = problem;
  if (problem.progress.length === 0 && request === undefined) return null;
  const measures = new Map(problem.measures.map(({ id, text }) => [id, text]));
  return (
    <section className="ledger-box" aria-label={t('ledger.progress')}>
      <h2>{t('ledger.progress')}</h2>
      <ul className="lines">
        {request !== undefined && (
          <li>
            <div className="main">
              <strong>{t('ledger.requested')}</strong>
              {request.evidence.map(
                (one) =>
                  one.kind !== 'item' && (
                    <p key={one.kind === 'note' ? one.text : one.hash}>
                      {one.kind === 'note' ? one.text : (one.title ?? t('ledger.evidence.file'))}
                    </p>
                  ),
              )}
              {request.note !== undefined && <p>{request.note}</p>}
              <small>{instantWords(request.at, language)}</small>
            </div>
          </li>
        )}
        {problem.progress.toReversed().map(({ at, note, measure }) => (
          <li key={`${at} ${note}`}>
            <div className="main">
              {note}
              <small>
                {[instantWords(at, language), ...(measure === undefined ? [] : [measures.get(measure) ?? ''])]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
