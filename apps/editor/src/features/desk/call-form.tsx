import { App, Button, Form, Input } from 'antd';
import { useWords } from '../../platform/language.js';
import { sortRefusal } from './field-errors.js';
import { type RunDetail, useRunCommand } from './run-data.js';

/** Calls for one more item of an on-call step, such as the next document to be studied. */
export function CallForm({ detail, step }: { detail: RunDetail; step: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const command = useRunCommand(detail.run);
  const [form] = Form.useForm<{ label: string }>();

  const call = async ({ label }: { label: string }): Promise<void> => {
    try {
      await command.mutateAsync({ command: { type: 'TriggerStep', step, label: { zh: label.trim() } } });
      form.resetFields();
      void message.success(t('call.done'));
    } catch (error) {
      const { whole, fields } = sortRefusal(error, t('signin.unreachable'));
      form.setFields([{ name: 'label', errors: [...whole, ...fields.flatMap(({ errors }) => errors)] }]);
    }
  };
  return (
    <section className="form-box" aria-label={t('call.title')}>
      <h3>{t('call.title')}</h3>
      <p className="soft">{t('call.hint')}</p>
      <Form form={form} name={`call-${step}`} layout="vertical" onFinish={(filled) => void call(filled)}>
        <Form.Item
          name="label"
          label={t('call.label')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Button htmlType="submit" loading={command.isPending}>
          {t('call.submit')}
        </Button>
      </Form>
    </section>
  );
}
