import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Popconfirm } from 'antd';
import { useNavigate } from 'react-router';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { randomId } from '../../../platform/random-id.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import type { Inbox } from './inbox-data.js';
import { InboxLine } from './inbox-line.js';

type Invitation = Inbox['invitations'][number];

/** Designs above that one was reminded of adapting: the adaptation is begun from here, or declined. */
export function InvitationLines({ invitations }: { invitations: Inbox['invitations'] }) {
  const { t, local, language } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const onError = (error: unknown): void => void message.error(refusalWords(error));
  const begin = useMutation({
    mutationFn: async ({ design, unit }: Invitation) =>
      await client.call(designRoutes.adapt, {
        params: { design },
        body: { unit: unit.id },
        idempotencyKey: randomId(),
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['designs'] });
      await navigate(`/designs/${id}`);
    },
    onError,
  });
  const decline = useMutation({
    mutationFn: async ({ design, unit }: Invitation) =>
      await client.call(designRoutes.decline, { params: { design }, body: { unit: unit.id } }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['designs', 'inbox'] }),
    onError,
  });
  const busy = begin.isPending || decline.isPending;
  return invitations.map((line) => (
    <InboxLine
      key={`${line.design} ${line.unit.id}`}
      of={line}
      action={
        <div className="inbox-actions">
          <Popconfirm
            title={t('inbox.invited.decline.text')}
            okText={t('inbox.invited.decline')}
            cancelText={t('action.cancel')}
            onConfirm={() => decline.mutate(line)}
          >
            <Button disabled={busy}>{t('inbox.invited.decline')}</Button>
          </Popconfirm>
          <Button type="primary" disabled={busy} onClick={() => begin.mutate(line)}>
            {t('adapting.begin')}
          </Button>
        </div>
      }
    >
      <p>{t('inbox.invited.text', { number: line.number })}</p>
      <Alert
        type="warning"
        showIcon
        title={t('inbox.invited', {
          name: line.by === null ? '' : local(line.by.name),
          time: instantWords(line.at, language),
        })}
      />
    </InboxLine>
  ));
}
