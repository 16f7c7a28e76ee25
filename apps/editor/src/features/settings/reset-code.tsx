import { CopyOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { peopleRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { copyText } from '../../platform/copy-text.js';
import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { Refusal } from '../../shell/refusal.js';
import type { Person } from './people-page.js';

/**
 * Issues a one-time code for a person below, and shows it this once: it is kept nowhere, and a new one takes its place.
 */
export function ResetCode({ person, close }: { person: Person; close: () => void }) {
  const { t, local, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const issue = useMutation({
    mutationFn: async () => await client.call(peopleRoutes.reset, { params: { person: person.id } }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['people'] }),
    // Not even in the memory of this page once the dialog is closed.
    gcTime: 0,
  });
  const name = local(person.name);
  const issued = issue.data;
  return (
    <Modal
      open
      className="settings-dialog"
      title={t('reset.title', { name })}
      mask={{ closable: issued === undefined }}
      okText={t('reset.issue')}
      cancelText={t('action.cancel')}
      confirmLoading={issue.isPending}
      onOk={() => issue.mutate()}
      onCancel={close}
      {...(issued === undefined
        ? {}
        : {
            footer: (
              <Button type="primary" onClick={close}>
                {t('reset.noted')}
              </Button>
            ),
          })}
    >
      {issued === undefined ? (
        <p>{t('reset.ask', { name, unit: local(person.unit.name), login: person.login })}</p>
      ) : (
        <>
          <p>{t('reset.tell', { name, login: issued.login })}</p>
          <div className="one-time-code">
            <output aria-label={t('redeem.code')}>{issued.code}</output>
            <Button
              icon={<CopyOutlined />}
              onClick={() =>
                void copyText(issued.code).then((copied) =>
                  copied ? message.success(t('reset.copied')) : message.warning(t('reset.copy.failed')),
                )
              }
            >
              {t('reset.copy')}
            </Button>
          </div>
          <p className="soft">{t('reset.once', { time: instantWords(issued.expiresAt, language) })}</p>
        </>
      )}
      {issue.isError && <Refusal error={issue.error} />}
    </Modal>
  );
}
