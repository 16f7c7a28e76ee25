import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { Refusal } from '../../../shell/refusal.js';

interface Props {
  design: Pick<Design, 'id' | 'kind' | 'title'>;
  done: () => void;
  close: () => void;
}

/** Puts a published design away: what then applies, how many were made on it, and why. */
export function PutAway({ design, done, close }: Props) {
  const { t, local } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const params = { design: design.id };
  const standing = useQuery({
    queryKey: ['designs', design.id, 'standing-on'],
    queryFn: async ({ signal }) => {
      const { designs } = await client.call(designRoutes.adoption, { params, signal });
      return designs.filter(({ above, number }) => above === design.id && number !== null).length;
    },
  });
  const putAway = useMutation({
    mutationFn: async ({ reason }: { reason: string }) =>
      await client.call(designRoutes.change, { params, body: { archived: true, reason: reason.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['designs'] });
      done();
    },
  });
  return (
    <Modal
      open
      title={t('designs.put-away.title', { title: local(design.title) })}
      okText={t('designs.put-away')}
      okButtonProps={{ danger: true, loading: putAway.isPending }}
      cancelText={t('action.cancel')}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p>{t(`designs.put-away.text.${design.kind}`)}</p>
      {standing.data !== undefined && standing.data > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t(`designs.put-away.standing.${design.kind}`, { count: standing.data })}
        />
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => putAway.mutate(fields)}>
        <Form.Item
          name="reason"
          label={t('designs.put-away.reason')}
          rules={[{ required: true, whitespace: true, message: t('designs.put-away.reason.missing') }]}
        >
          <Input.TextArea rows={2} maxLength={2000} autoFocus />
        </Form.Item>
      </Form>
      {putAway.isError && <Refusal error={putAway.error} />}
    </Modal>
  );
}
