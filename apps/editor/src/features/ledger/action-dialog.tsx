import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio } from 'antd';
import { ledgerRoutes } from '@gangmu/contract';
import { client, statusOf } from '../../platform/client.js';
import { DateField } from '../../platform/date-field.js';
import { useWords } from '../../platform/language.js';
import { Refusal } from '../../shell/refusal.js';
import { LEDGER_KEY, problemKey } from './ledger-data.js';
import type { ProblemAction, ProblemActionId, ProblemAnswer, Typed } from './problem-actions.js';

/** What was typed, without what was left empty. */
const typedIn = (fields: Record<string, string | null | undefined>): Typed =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = value?.trim();
      return text ? [[name, text]] : [];
    }),
  );

interface Props {
  problem: ProblemAnswer;
  action: ProblemAction & { id: ProblemActionId };
  close: () => void;
}

/** The form of one action, made from its declaration. */
export function ActionDialog({ problem, action, close }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Record<string, string | null>>();
  const send = useMutation({
    mutationFn: async (typed: Typed) => {
      const call = { params: { problem: problem.id }, ifMatch: `"${problem.version}"` };
      return action.permission === 'ledger:verify'
        ? await client.call(ledgerRoutes.verify, { ...call, body: action.asked(typed, problem) })
        : await client.call(ledgerRoutes.command, { ...call, body: action.asked(typed, problem) });
    },
    onSuccess: async (after) => {
      queries.setQueryData(problemKey(problem.id), after);
      message.success(t('ledger.done'));
      await queries.invalidateQueries({ queryKey: LEDGER_KEY });
      close();
    },
    onError: async (error) => {
      // Somebody was faster: what they did stands behind the dialog before it is tried again.
      if (statusOf(error) === 412 || statusOf(error) === 409)
        await queries.invalidateQueries({ queryKey: problemKey(problem.id) });
    },
  });
  return (
    <Modal
      open
      className="ledger-dialog"
      title={t(`ledger.action.${action.id}`)}
      okText={t(`ledger.action.${action.id}`)}
      okButtonProps={{ danger: action.danger === true }}
      cancelText={t('action.cancel')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="soft">{t(`ledger.action.${action.id}.about`)}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields: Record<string, string | null | undefined>) => send.mutate(typedIn(fields))}
      >
        {action.fields.map(({ name, label, kind, required = false, options = [] }) => (
          <Form.Item
            key={name}
            name={name}
            label={t(label)}
            rules={required ? [{ required: true, whitespace: true, message: t('field.required') }] : []}
          >
            {kind === 'date' ? (
              <DateField />
            ) : kind === 'line' ? (
              <Input maxLength={60} />
            ) : kind === 'choice' ? (
              <Radio.Group options={options.map((option) => ({ value: option.value, label: t(option.label) }))} />
            ) : (
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={1000} />
            )}
          </Form.Item>
        ))}
      </Form>
      {send.isError && <Refusal error={send.error} />}
    </Modal>
  );
}
