import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Link } from 'react-router';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import type { Inbox } from './inbox-data.js';

/** What waits besides updates: each line says what, of which design, and leads there. */
export function InboxLines({ inbox: { requests, answers, tightenings } }: { inbox: Inbox }) {
  const { t, local, list } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const see = useMutation({
    mutationFn: async (design: string) => await client.call(designRoutes.seeAnswers, { params: { design } }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['designs', 'inbox'] }),
    onError: (error) => void message.error(refusalWords(error)),
  });
  return (
    <>
      {requests.map((line) => (
        <li key={`request ${line.design} ${line.unit.id}`}>
          <div>
            <h2>
              {local(line.title)} <small>{local(line.unit.name)}</small>
            </h2>
            <p>{t('inbox.requests', { count: line.count })}</p>
          </div>
          <Link to={`/designs/${line.design}/variances`}>
            <Button type="primary" tabIndex={-1}>
              {t('inbox.requests.open')}
            </Button>
          </Link>
        </li>
      ))}
      {answers.map((line) => (
        <li key={`answer ${line.design} ${line.unit.id}`}>
          <div>
            <h2>
              {local(line.title)} <small>{local(line.unit.name)}</small>
            </h2>
            <p>
              {t('inbox.answers', {
                what: list(
                  (['granted', 'refused', 'revoked'] as const)
                    .filter((state) => line[state] > 0)
                    .map((state) => t(`inbox.answers.${state}`, { count: line[state] })),
                ),
              })}{' '}
              <Link to={`/designs/${line.design}/variances`}>{t('inbox.answers.open')}</Link>
            </p>
          </div>
          <Button disabled={see.isPending} onClick={() => see.mutate(line.design)}>
            {t('tightenings.see')}
          </Button>
        </li>
      ))}
      {tightenings.map((line) => (
        <li key={`tightening ${line.design}`}>
          <div>
            <h2>
              {local(line.title)} <small>{local(line.unit.name)}</small>
            </h2>
            <p>{t('inbox.tightenings', { count: line.count })}</p>
          </div>
          <Link to={`/designs/${line.design}/tightenings`}>
            <Button tabIndex={-1}>{t('inbox.tightenings.open')}</Button>
          </Link>
        </li>
      ))}
    </>
  );
}
