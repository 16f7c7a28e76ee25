import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ledgerFileRoutes, type LedgerImportReport } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { base64Of } from '../../platform/file-content.js';
import { FilePicker } from '../../platform/file-picker.js';
import { useWords } from '../../platform/language.js';
import { UnitPicker } from '../../platform/unit-picker.js';
import { Refusal } from '../../shell/refusal.js';
import { CampaignPicker, useOnlyCampaign } from './campaign-picker.js';
import { LEDGER_KEY } from './ledger-data.js';

interface Fields {
  campaign: string;
  unit?: string | null;
  reason?: string;
}

/** Takes a ledger in Excel back in, after showing what it would change and which rows are wrong and why. */
export function ImportLedger({ close }: { close: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const only = useOnlyCampaign();
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<File | null>(null);
  const send = async (fields: Fields, from: File, dryRun: boolean): Promise<LedgerImportReport> => {
    const reason = fields.reason?.trim();
    return await client.call(ledgerFileRoutes.import, {
      body: {
        campaign: fields.campaign,
        ...(fields.unit ? { unit: fields.unit } : {}),
        ...(reason ? { reason } : {}),
        dryRun,
        file: { name: from.name, content: await base64Of(from) },
      },
    });
  };
  const look = useMutation({ mutationFn: async (from: File) => await send(await form.validateFields(), from, true) });
  const take = useMutation({
    mutationFn: async (from: File) => await send(await form.validateFields(), from, false),
    onSuccess: async (report) => {
      await queries.invalidateQueries({ queryKey: LEDGER_KEY });
      if (!report.applied) return;
      message.success(t('ledger.imported'));
      close();
    },
  });
  const forget = (): void => {
    look.reset();
    take.reset();
  };
  // Between looking and taking somebody may have changed the ledger: then the second answer is the true one.
  const report = take.data ?? look.data;
  const changing =
    report === undefined
      ? 0
      : [report.problems, report.measures].reduce((n, { create, change }) => n + create + change, 0);
  const failed = take.error ?? look.error;
  return (
    <Modal
      open
      className="ledger-dialog"
      width={640}
      title={t('ledger.import')}
      okText={t('ledger.import.take')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: report === undefined || report.wrongTotal > 0 || changing === 0 }}
      confirmLoading={take.isPending}
      onOk={() => file !== null && take.mutate(file)}
      onCancel={close}
    >
      <p className="soft">{t('ledger.import.about')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ campaign: only }}
        // What was foreseen holds for these answers only.
        onValuesChange={forget}
      >
        <CampaignPicker rules={[{ required: true, message: t('field.required') }]} />
        <Form.Item name="unit" label={t('ledger.import.unit')} extra={t('ledger.import.unit.hint')}>
          <UnitPicker allowClear />
        </Form.Item>
        <Form.Item name="reason" label={t('ledger.import.reason')}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      <FilePicker
        accept=".xlsx,.csv"
        loading={look.isPending}
        label={t(file === null ? 'ledger.import.choose' : 'ledger.import.choose.other')}
        take={(chosen) => {
          forget();
          setFile(chosen);
          look.mutate(chosen);
        }}
      />{' '}
      {file !== null && report === undefined && !look.isPending && (
        <Button onClick={() => look.mutate(file)}>{t('ledger.import.look')}</Button>
      )}
      {file !== null && <span className="soft"> {file.name}</span>}
      <div aria-live="polite">
        {report !== undefined && <Report report={report} />}
        {failed instanceof Error && <Refusal error={failed} />}
      </div>
    </Modal>
  );
}

function Report({ report }: { report: LedgerImportReport }) {
  const { t } = useWords();
  const { problems, measures, changes, wrong, wrongTotal } = report;
  return (
    <div className="report">
      {wrongTotal > 0 ? (
        <Alert type="error" showIcon title={t('ledger.import.wrong', { count: wrongTotal })} />
      ) : (
        <p>
          {t('ledger.import.foreseen', {
            newProblems: problems.create,
            changedProblems: problems.change,
            newMeasures: measures.create,
            changedMeasures: measures.change,
          })}
        </p>
      )}
      <ul className="scroll" tabIndex={0} aria-label={t('ledger.import.list')}>
        {wrong.map(({ row, column, code, detail }) => (
          <li key={`${row} ${column ?? ''} ${code}`}>
            <strong>
              {row === 0
                ? t('ledger.import.file')
                : column === null
                  ? t('ledger.import.row', { row })
                  : t('ledger.import.cell', { row, column })}
            </strong>{' '}
            {detail}
          </li>
        ))}
        {wrongTotal === 0 &&
          changes.map(({ row, table, kind, key, fields }) => (
            <li key={`${table} ${row} ${key}`}>
              {t(`ledger.import.${table}.${kind}`, { row, name: key })}
              {kind === 'change' &&
                Object.entries(fields).map(([field, { from, to }]) => (
                  <small key={field}>
                    {t('ledger.import.field', {
                      field,
                      from: from ?? t('ledger.import.nothing'),
                      to: to ?? t('ledger.import.nothing'),
                    })}
                  </small>
                ))}
            </li>
          ))}
      </ul>
      {report.truncated && <p className="soft">{t('ledger.import.more')}</p>}
    </div>
  );
}
