import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useNavigate } from 'react-router';
import { designRoutes, type Me, ProblemResponse } from '@gangmu/contract';
import { roleAllows } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { randomId } from '../../../platform/random-id.js';
import { useSession } from '../../access/session.js';
import { newId } from '../session/names.js';

interface Fields {
  title: string;
  unit: string;
  start: string;
  end: string;
}

/** Units in whose name somebody may design: those of their designer posts. */
const unitsOf = (me: Me | null | undefined): { id: string; name: Me['posts'][number]['unit']['name'] }[] => [
  ...new Map(
    (me?.posts ?? [])
      .filter(({ role }) => roleAllows(role, 'templates:write'))
      .map(({ unit }) => [unit.id, { id: unit.id, name: unit.name }]),
  ).values(),
];

/** An empty design: its name, who issues it, and when it is to run. */
export function CreateDesign({ close }: { close: () => void }) {
  const { t, local } = useWords();
  const me = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const units = unitsOf(me.data);
  const create = useMutation({
    mutationFn: async ({ title, unit, start, end }: Fields) =>
      await client.call(designRoutes.create, {
        body: {
          unit,
          source: {
            from: 'empty',
            id: newId(() => false, 'design'),
            title: { zh: title.trim() },
            start,
            end,
          },
        },
        idempotencyKey: randomId(),
      }),
    onSuccess: async ({ design }) => {
      await queries.invalidateQueries({ queryKey: ['designs'] });
      await navigate(`/designs/${design.id}`);
    },
  });
  return (
    <Modal
      open
      title={t('designs.create.title')}
      okText={t('designs.create.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => create.mutate(fields)}
        initialValues={{ unit: units[0]?.id }}
      >
        <Form.Item
          name="title"
          label={t('designs.create.name')}
          rules={[{ required: true, whitespace: true, message: t('designs.create.name.missing') }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="unit" label={t('designs.create.unit')} hidden={units.length < 2}>
          <Select options={units.map(({ id, name }) => ({ value: id, label: local(name) }))} />
        </Form.Item>
        <div className="window-fields">
          {(['start', 'end'] as const).map((field) => (
            <Form.Item
              key={field}
              name={field}
              label={t(`designs.create.${field}`)}
              rules={[{ required: true, message: t('designs.create.window.missing') }]}
            >
              <Input type="date" />
            </Form.Item>
          ))}
        </div>
      </Form>
      {create.error !== null && (
        <Alert
          type="error"
          showIcon
          title={create.error instanceof ProblemResponse ? create.error.problem.detail : t('signin.unreachable')}
        />
      )}
    </Modal>
  );
}
