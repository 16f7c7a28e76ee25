import { Alert, App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { RunCommandInput } from '@gangmu/contract';
import { statusOf } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import type { WordKey } from '../../words/words.js';
import { sortRefusal } from './field-errors.js';
import { type RunDetail, useRunCommand } from './run-data.js';
import type { RunItem } from './run-model.js';

/** What can be done with an item that is with a reviewer: accept, return with a comment, or take it back. */
export function ReviewForm({ detail, item, decides }: { detail: RunDetail; item: RunItem; decides: boolean }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const command = useRunCommand(detail.run);
  const [comment, setComment] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useId();
  const { may } = detail.run;

  const ask = async (asked: RunCommandInput, done: WordKey): Promise<void> => {
    setWrong(null);
    try {
      await command.mutateAsync({ command: asked });
      void message.success(t(done));
    } catch (error) {
      const refusal = sortRefusal(error, t('signin.unreachable'));
      setWrong(
        statusOf(error) === 412
          ? t('form.conflict')
          : [...refusal.whole, ...refusal.fields.flatMap(({ errors }) => errors)].join(' '),
      );
    }
  };
  const accept = (): Promise<void> =>
    ask(
      { type: 'AcceptItem', item: item.id, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) },
      'form.accepted',
    );
  const giveBack = (): Promise<void> | void =>
    comment.trim() === ''
      ? setWrong(t('form.comment.missing'))
      : ask({ type: 'ReturnItem', item: item.id, comment: comment.trim() }, 'form.returned');
  return (
    <section className="form-box" aria-label={t('form.review')}>
      <h3>{t('form.review')}</h3>
      {wrong !== null && <Alert type="error" showIcon role="alert" title={wrong} style={{ marginBottom: 12 }} />}
      {decides && (
        <>
          <label htmlFor={field}>{t('form.comment')}</label>
          <Input.TextArea
            id={field}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            style={{ margin: '4px 0 10px' }}
          />
        </>
      )}
      <div className="form-actions">
        {decides && (
          <>
            <Button type="primary" loading={command.isPending} onClick={() => void accept()}>
              {t('form.accept')}
            </Button>
            <Button danger disabled={command.isPending} onClick={() => void giveBack()}>
              {t('form.return')}
            </Button>
          </>
        )}
        {may.file && (
          <Button
            disabled={command.isPending}
            onClick={() => void ask({ type: 'WithdrawItem', item: item.id }, 'form.withdrawn')}
          >
            {t('form.withdraw')}
          </Button>
        )}
      </div>
    </section>
  );
}
