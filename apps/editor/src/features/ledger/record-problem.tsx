import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useNavigate } from 'react-router';
import { type BodyInputOf, ledgerRoutes } from '@gangmu/contract';
import { problemAspects, problemChannels, problemClasses, problemSources, problemThemes, say } from '@gangmu/core';
import { client } from '../../platform/client.js';
import { DateField } from '../../platform/date-field.js';
import { useWords } from '../../platform/language.js';
import { randomId } from '../../platform/random-id.js';
import { UnitPicker } from '../../platform/unit-picker.js';
import { Refusal } from '../../shell/refusal.js';
import { useSession, useToday } from '../access/session.js';
import { CampaignPicker, useOnlyCampaign } from './campaign-picker.js';
import { LEDGER_KEY } from './ledger-data.js';

type Entry = BodyInputOf<typeof ledgerRoutes.record>['entry'];
interface Fields extends Omit<Entry, 'leader' | 'due'> {
  campaign: string;
  unit: string;
  leader: string;
  due?: string | null;
}
const VOCABULARIES = {
  source: problemSources,
  channel: problemChannels,
  aspect: problemAspects,
  theme: problemThemes,
} as const;

/** Enters a problem for a unit. */
export function RecordProblem({ close }: { close: () => void }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useSession();
  const today = useToday();
  const only = useOnlyCampaign();
  const [form] = Form.useForm<Fields>();
  const atOnce = Form.useWatch('class', form) === 'at-once';
  const send = useMutation({
    mutationFn: async ({ campaign, unit, leader, due, detail, theme, ...entry }: Fields) =>
      await client.call(ledgerRoutes.record, {
        body: {
          campaign,
          unit,
          entry: {
            ...entry,
            ...(detail?.trim() ? { detail: detail.trim() } : {}),
            ...(theme === undefined ? {} : { theme }),
            leader: { name: leader.trim() },
            due: due ?? null,
          },
        },
        idempotencyKey: randomId(),
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: LEDGER_KEY });
      await navigate(`/ledger/${id}`);
    },
  });
  const required = { required: true, message: t('field.required') };
  const choice = (field: keyof typeof VOCABULARIES, optional = false) => (
    <Form.Item name={field} label={t(`ledger.field.${field}`)} rules={optional ? [] : [required]}>
      <Select
        allowClear={optional}
        popupMatchSelectWidth={false}
        options={VOCABULARIES[field].map((value) => ({ value, label: say(language, `problem.${field}.${value}`) }))}
      />
    </Form.Item>
  );
  return (
    <Modal
      open
      className="ledger-dialog"
      title={t('ledger.record')}
      okText={t('ledger.record.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          campaign: only,
          unit: session.data?.home?.id,
          class: 'by-deadline',
          foundOn: today,
        }}
        onFinish={(fields) => send.mutate(fields)}
      >
        <CampaignPicker rules={[required]} />
        <Form.Item name="unit" label={t('ledger.column.unit')} rules={[required]}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="title" label={t('ledger.column.problem')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="detail" label={t('ledger.field.detail')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
        <div className="pair">
          {choice('source')}
          {choice('channel')}
          {choice('aspect')}
          {choice('theme', true)}
          <Form.Item name="class" label={t('ledger.column.class')} rules={[required]}>
            <Select
              options={problemClasses.map((value) => ({ value, label: say(language, `problem.class.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="leader" label={t('ledger.column.leader')} rules={[{ ...required, whitespace: true }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="foundOn" label={t('ledger.field.foundOn')} rules={[required]}>
            <DateField required />
          </Form.Item>
          <Form.Item
            name="due"
            dependencies={['class']}
            label={t('ledger.column.due')}
            rules={atOnce ? [] : [required]}
          >
            <DateField />
          </Form.Item>
        </div>
      </Form>
      {send.isError && <Refusal error={send.error} />}
    </Modal>
  );
}
