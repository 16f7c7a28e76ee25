import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Result } from 'antd';
import { useEffect, useMemo } from 'react';
import { Link } from 'react-router';
import { designRoutes, ProblemResponse } from '@gangmu/contract';
import { compare, say } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import type { Update } from './questions.js';

interface Props {
  design: string;
  lease: string;
  update: Update;
  revision: number;
}

/** What the update came to, and publishing it. */
export function Done({ design, lease, update, revision }: Props) {
  const { t, local, language } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string; document?: string }>();
  const changed = useMemo(() => compare(update.mine, update.result), [update]);
  const stays = useMemo(() => compare(update.theirs, update.result), [update]);
  const params = { design };
  // Whoever opens the design next need not wait for this page.
  useEffect(
    () => () => void client.call(designRoutes.releaseLease, { params: { design }, query: { lease } }).catch(() => null),
    [design, lease],
  );
  const publish = useMutation({
    mutationFn: async ({ reason, document }: { reason: string; document?: string }) =>
      await client.call(designRoutes.publish, {
        params,
        body: { revision, reason: reason.trim(), ...(document?.trim() ? { document: document.trim() } : {}) },
      }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['designs'] }),
  });
  if (publish.data !== undefined)
    return (
      <Result
        status="success"
        title={t('designer.publish.done', { number: publish.data.version.number })}
        subTitle={t('takeover.done.below', { count: publish.data.below })}
        extra={
          <Link to={`/designs/${design}`}>
            <Button type="primary">{t('takeover.to-design')}</Button>
          </Link>
        }
      />
    );
  const problem = publish.error instanceof ProblemResponse ? publish.error.problem : null;
  return (
    <div className="update-done">
      <Alert
        type="success"
        showIcon
        title={t('takeover.done.title', { unit: local(update.above.unit.name), number: update.above.version.number })}
        description={t('takeover.done.text')}
      />
      <div className="summary">
        {(
          [
            ['changed', changed],
            ['stays', stays],
          ] as const
        ).map(([name, sentences]) => (
          <section key={name} aria-label={t(`takeover.done.${name}`)}>
            <h2>{t(`takeover.done.${name}`)}</h2>
            <ul className="sentences">
              {sentences.slice(0, 40).map(({ code, path, params: said }) => (
                <li key={`${code} ${path}`}>{say(language, code, said)}</li>
              ))}
              {sentences.length > 40 && <li>{t('designer.publish.more', { count: sentences.length - 40 })}</li>}
              {sentences.length === 0 && <li className="soft">{t('designer.publish.none')}</li>}
            </ul>
          </section>
        ))}
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: t('takeover.done.reason', { number: update.above.version.number }) }}
        onFinish={(values) => publish.mutate(values)}
      >
        <Form.Item
          name="reason"
          label={t('designer.publish.reason')}
          rules={[{ required: true, whitespace: true, message: t('designer.publish.reason.missing') }]}
        >
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <Form.Item name="document" label={t('designer.publish.document')}>
          <Input maxLength={200} placeholder={t('designer.publish.document.hint')} />
        </Form.Item>
        {publish.isError && (
          <Alert
            type="error"
            showIcon
            title={t('designer.publish.failed')}
            description={
              <ul className="sentences">
                {[
                  problem?.detail ?? t('signin.unreachable'),
                  ...(problem?.problems ?? []).map(({ detail }) => detail),
                ].map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            }
          />
        )}
        <div className="confirm-bar">
          <Link to={`/designs/${design}`}>{t('takeover.later')}</Link>
          <Button type="primary" size="large" htmlType="submit" loading={publish.isPending}>
            {t('designer.publish')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
