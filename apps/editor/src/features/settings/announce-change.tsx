import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Radio } from 'antd';
import { unitRoutes } from '@gangmu/contract';
import { addDays } from '@gangmu/core';
import { client } from '../../platform/client.js';
import { DateField } from '../../platform/date-field.js';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { UnitPicker } from '../../platform/unit-picker.js';
import { Refusal } from '../../shell/refusal.js';
import { useToday } from '../access/session.js';

const KINDS = ['rename', 'move', 'merge', 'dissolve'] as const;
interface Fields {
  kind: (typeof KINDS)[number];
  unit: string;
  name?: string;
  nameEn?: string;
  parent?: string;
  units?: string[];
  successor?: string | null;
  effective: string;
  reason?: string;
}

/** Answers the id of what was announced; undefined when it was carried out at once. @throws ProblemResponse */
async function announce({ kind, unit, effective, ...fields }: Fields): Promise<string | undefined> {
  const params = { unit };
  const reason = fields.reason?.trim();
  const dated = { effective, ...(reason ? { reason } : {}) };
  switch (kind) {
    case 'rename': {
      const en = fields.nameEn?.trim();
      const name = { zh: fields.name?.trim() ?? '', ...(en ? { en } : {}) };
      return (await client.call(unitRoutes.change, { params, body: { name, ...dated } })).planned;
    }
    case 'move':
      return (await client.call(unitRoutes.move, { params, body: { parent: fields.parent ?? '', ...dated } })).planned;
    case 'merge':
      return (await client.call(unitRoutes.merge, { params, body: { units: fields.units ?? [], ...dated } })).planned;
    case 'dissolve': {
      const body = { ...(fields.successor ? { successor: fields.successor } : {}), ...dated };
      return (await client.call(unitRoutes.dissolve, { params, body })).planned;
    }
  }
}

/** Announces a change of a unit for a day to come; on a day that has come it is carried out at once, and said so. */
export function AnnounceChange({ close }: { close: () => void }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const today = useToday();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? 'rename';
  const unit = Form.useWatch('unit', form);
  const effective = Form.useWatch('effective', form);
  const send = useMutation({
    mutationFn: announce,
    onSuccess: async (planned, fields) => {
      message.success(
        planned === undefined ? t('units.done') : t('units.announced', { day: dateWords(fields.effective, language) }),
      );
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['unit-changes'] }),
        queries.invalidateQueries({ queryKey: ['units'] }),
      ]);
      close();
    },
  });
  const required = [{ required: true, message: t('field.required') }];
  return (
    <Modal
      open
      className="settings-dialog"
      title={t('units.announce')}
      okText={t('units.announce.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'rename', ...(today === undefined ? {} : { effective: addDays(today, 1) }) }}
        onFinish={(fields) => send.mutate(fields)}
      >
        <Form.Item name="kind" label={t('units.kind')}>
          <Radio.Group options={KINDS.map((value) => ({ value, label: t(`units.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="unit" label={t(kind === 'merge' ? 'units.receiving' : 'units.unit')} rules={required}>
          <UnitPicker placeholder={t('units.pick')} />
        </Form.Item>
        {kind === 'rename' && (
          <div className="pair">
            <Form.Item name="name" label={t('units.name')} rules={[{ ...required[0], whitespace: true }]}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="nameEn" label={t('units.name.en')}>
              <Input maxLength={200} />
            </Form.Item>
          </div>
        )}
        {kind === 'move' && (
          <Form.Item name="parent" label={t('units.parent')} rules={required}>
            <UnitPicker placeholder={t('units.pick')} without={unit} />
          </Form.Item>
        )}
        {kind === 'merge' && (
          <Form.Item name="units" label={t('units.merged')} rules={required}>
            <UnitPicker several placeholder={t('units.pick')} without={unit} />
          </Form.Item>
        )}
        {kind === 'dissolve' && (
          <Form.Item name="successor" label={t('units.successor')} extra={t('units.successor.hint')}>
            <UnitPicker allowClear placeholder={t('units.pick')} without={unit} />
          </Form.Item>
        )}
        <Form.Item name="effective" label={t('units.effective')} rules={required}>
          <DateField required />
        </Form.Item>
        <Form.Item name="reason" label={t('units.reason')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} placeholder={t('units.reason.hint')} />
        </Form.Item>
      </Form>
      {typeof effective === 'string' && today !== undefined && effective <= today && (
        <Alert type="warning" showIcon title={t('units.at-once')} />
      )}
      {send.isError && <Refusal error={send.error} />}
    </Modal>
  );
}
