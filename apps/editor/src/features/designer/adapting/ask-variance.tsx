import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio } from 'antd';
import { designRoutes } from '@gangmu/contract';
import { placeName, type Template, variancePlace } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { DateField } from '../../../platform/date-field.js';
import { useWords } from '../../../platform/language.js';
import { randomId } from '../../../platform/random-id.js';
import { Refusal } from '../../../shell/refusal.js';
import { keysOf } from '../properties/place.js';
import { Answerer } from './answerer.js';

interface Props {
  design: string;
  /** The template above, whose place it is. */
  template: Template;
  path: string;
  close: () => void;
}
interface Fields {
  allows: 'change' | 'remove';
  from?: string | null;
  to?: string | null;
  reason: string;
}

/** Asks the level that locked a place to let this unit deviate (变通). */
export function AskVariance({ design, template, path, close }: Props) {
  const { t, local } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const place = variancePlace(template, path);
  const allows = Form.useWatch('allows', form) ?? 'change';
  const facts = useQuery({
    queryKey: ['designs', design],
    queryFn: async ({ signal }) => await client.call(designRoutes.get, { params: { design }, signal }),
  });
  const ask = useMutation({
    mutationFn: async ({ allows, from, to, reason }: Fields) => {
      const unit = facts.data?.unit.id ?? '';
      return await client.call(designRoutes.askVariance, {
        params: { design },
        body: { unit, path: place, allows, reason: reason.trim(), ...(from ? { from } : {}), ...(to ? { to } : {}) },
        idempotencyKey: randomId(),
      });
    },
    onSuccess: async ({ setBy }) => {
      message.success(t('variance.asked', { unit: local(setBy.name) }));
      await queries.invalidateQueries({ queryKey: ['variances'] });
      close();
    },
  });
  // Only whole elements can be left out; a single field can only read otherwise.
  const element = keysOf(place).length % 2 === 0;
  return (
    <Modal
      open
      title={t('variance.ask.title')}
      okText={t('variance.ask.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={ask.isPending}
      okButtonProps={{ disabled: facts.data === undefined }}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="variance-place">{local(placeName(template, place))}</p>
      <Answerer design={design} path={place} allows={allows} refusals />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ allows: 'change' }}
        onFinish={(fields) => ask.mutate(fields)}
      >
        <Form.Item name="allows" label={t('variance.allows')} hidden={!element}>
          <Radio.Group
            options={[
              { value: 'change', label: t('variance.allows.change') },
              { value: 'remove', label: t('variance.allows.remove') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('variance.reason')}
          rules={[{ required: true, whitespace: true, message: t('variance.reason.missing') }]}
        >
          <Input.TextArea rows={3} maxLength={2000} autoFocus placeholder={t('variance.reason.hint')} />
        </Form.Item>
        <div className="window-fields">
          <Form.Item name="from" label={t('variance.from')}>
            <DateField />
          </Form.Item>
          <Form.Item name="to" label={t('variance.to')}>
            <DateField />
          </Form.Item>
        </div>
        <p className="soft">{t('variance.dates.hint')}</p>
      </Form>
      {ask.isError && <Refusal error={ask.error} />}
    </Modal>
  );
}
