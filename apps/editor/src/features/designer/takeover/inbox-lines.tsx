import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import type { Inbox } from './inbox-data.js';
import { InboxLine } from './inbox-line.js';

/** What waits besides updates: each line says what, of which design, and leads there. */
export function InboxLines({ inbox: { requests, answers, tightenings } }: { inbox: Inbox }) {
  const { t, list } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const see = useMutation({
    mutationFn: async (design: string) => await client.call(designRoutes.seeAnswers, { params: { design } }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['designs', 'inbox'] }),
    onError: (error) => void message.error(refusalWords(error)),
  });
  const opening = (to: string, words: string, type?: 'primary'): ReactNode => (
    <Link to={to}>
      <Button tabIndex={-1} type={type}>
        {words}
      </Button>
    </Link>
  );
  return (
    <>
      {requests.map((line) => (
        <InboxLine
          key={`request ${line.design} ${line.unit.id}`}
          of={line}
          action={opening(`/designs/${line.design}/variances`, t('inbox.requests.open'), 'primary')}
        >
          <p>{t('inbox.requests', { count: line.count })}</p>
        </InboxLine>
      ))}
      {answers.map((line) => (
        <InboxLine
          key={`answer ${line.design} ${line.unit.id}`}
          of={line}
          action={
            <Button disabled={see.isPending} onClick={() => see.mutate(line.design)}>
              {t('tightenings.see')}
            </Button>
          }
        >
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
        </InboxLine>
      ))}
      {tightenings.map((line) => (
        <InboxLine
          key={`tightening ${line.design}`}
          of={line}
          action={opening(`/designs/${line.design}/tightenings`, t('inbox.tightenings.open'))}
        >
          <p>{t('inbox.tightenings', { count: line.count })}</p>
        </InboxLine>
      ))}
    </>
  );
}
