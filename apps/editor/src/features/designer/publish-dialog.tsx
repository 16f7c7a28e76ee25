import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { type Design, designRoutes, ProblemResponse } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { PublishChanges } from './publish-changes.js';
import { PublishImpact } from './publish-impact.js';
import type { Autosave } from './session/autosave.js';
import { useEditing } from './session/use-editing.js';

interface Props {
  design: Design;
  autosave: Autosave;
  close: () => void;
  showProblems: () => void;
  /** Shows what the plan comes to; undefined where that is what one looks at. */
  simulate: (() => void) | undefined;
  published: () => void;
}

/** What publishing means, and why it is done. */
export function PublishDialog({ design, autosave, close, showProblems, simulate, published }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const findings = useEditing((editing) => editing.findings);
  const template = useEditing((editing) => editing.template);
  const saved = useEditing((editing) => editing.saved);
  const [form] = Form.useForm<{ reason: string; document?: string }>();
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const params = { design: design.id };
  const ready = saved.kind === 'saved';
  // A moment of saving is no trouble; what does not come to an end by itself is said.
  const stuck = !ready && saved.kind !== 'saving' && saved.kind !== 'waiting';
  useEffect(() => void autosave.flush(), [autosave]);
  const publish = useMutation({
    mutationFn: async (values: { reason: string; document?: string }) =>
      await client.call(designRoutes.publish, {
        params,
        body: {
          revision: autosave.revision(),
          reason: values.reason.trim(),
          ...(values.document?.trim() ? { document: values.document.trim() } : {}),
        },
      }),
    onSuccess: async ({ version }) => {
      message.success(t('designer.publish.done', { number: version.number }));
      await queries.invalidateQueries({ queryKey: ['designs'] });
      published();
    },
  });
  const refused = publish.error instanceof ProblemResponse ? publish.error.problem : null;

  return (
    <Modal
      open
      title={t('designer.publish.title')}
      width={640}
      okText={t('designer.publish')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: errors > 0 || !ready, loading: publish.isPending }}
      onOk={() => form.submit()}
      onCancel={close}
      mask={{ closable: false }}
    >
      <div className="publish">
        {errors > 0 && (
          <Alert
            type="error"
            showIcon
            title={t('designer.publish.errors', { count: errors })}
            action={
              <Button size="small" onClick={showProblems}>
                {t('designer.publish.show-errors')}
              </Button>
            }
          />
        )}
        {errors === 0 && warnings > 0 && (
          <Alert type="warning" showIcon title={t('designer.publish.warnings', { count: warnings })} />
        )}
        {stuck && <Alert type="warning" showIcon title={t('designer.publish.unsaved')} />}
        {!stuck && (
          <section aria-label={t('designer.publish.changes')}>
            <h3>{t('designer.publish.changes')}</h3>
            <PublishChanges design={design} template={template} ready={ready} />
          </section>
        )}
        {errors === 0 && !stuck && (
          <section aria-label={t('designer.publish.impact')}>
            <h3>{t('designer.publish.impact')}</h3>
            <PublishImpact design={design.id} template={template} ready={ready} />
            <p className="soft">{t('designer.publish.running')}</p>
            {simulate !== undefined && (
              <Button size="small" onClick={simulate}>
                {t('designer.publish.simulate')}
              </Button>
            )}
          </section>
        )}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(values) => publish.mutate(values)}
          disabled={errors > 0}
        >
          <Form.Item
            name="reason"
            label={t('designer.publish.reason')}
            rules={[{ required: true, whitespace: true, message: t('designer.publish.reason.missing') }]}
          >
            <Input.TextArea rows={2} maxLength={2000} autoFocus />
          </Form.Item>
          <Form.Item name="document" label={t('designer.publish.document')}>
            <Input maxLength={200} placeholder={t('designer.publish.document.hint')} />
          </Form.Item>
        </Form>
        {publish.isError && (
          <Alert
            type="error"
            showIcon
            title={t('designer.publish.failed')}
            action={
              refused?.code === 'design-base-moved' && (
                <Link to={`/designs/${design.id}/takeover`}>{t('takeover.open')}</Link>
              )
            }
            description={
              refused === null ? (
                t('signin.unreachable')
              ) : (
                <ul className="sentences" tabIndex={0}>
                  {[refused.detail, ...(refused.problems ?? []).slice(0, 8).map(({ detail }) => detail)].map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              )
            }
          />
        )}
      </div>
    </Modal>
  );
}
