import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type AnswerOf, designRoutes, type Me } from '@gangmu/contract';
import { roleAllows } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { DateField } from '../../../platform/date-field.js';
import { FilePicker } from '../../../platform/file-picker.js';
import { useWords } from '../../../platform/language.js';
import { randomId } from '../../../platform/random-id.js';
import { Refusal } from '../../../shell/refusal.js';
import { useSession } from '../../access/session.js';
import { BEGINNINGS, type Beginning } from './beginning.js';
import { LastYearPreview, ShippedChoice, usePublishedDesigns } from './beginnings.js';
import { Decisions } from './decisions.js';
import { type ReadFile, readDesignFile } from './read-design-file.js';
import { makeSource, type SourceFields, UnreadableFile } from './source.js';

type Created = AnswerOf<typeof designRoutes.create>;

/** As many open decisions as are kept with a design. */
const MOST = 2000;

/** Units in whose name somebody may design: those of their designer posts. */
const unitsOf = (me: Me | null | undefined): { id: string; name: Me['posts'][number]['unit']['name'] }[] => [
  ...new Map(
    (me?.posts ?? [])
      .filter(({ role }) => roleAllows(role, 'templates:write'))
      .map(({ unit }) => [unit.id, { id: unit.id, name: unit.name }]),
  ).values(),
];

/** A new design: empty, from what is there already, or from a file. */
export function CreateDesign({ beginning, close }: { beginning: Beginning; close: () => void }) {
  const { t, local } = useWords();
  const me = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<SourceFields>();
  const [from, setFrom] = useState(beginning.from);
  const [file, setFile] = useState<ReadFile | null>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [created, setCreated] = useState<Created | null>(null);
  const published = usePublishedDesigns(from === 'last-year' || from === 'template', beginning.design);
  const chosen = Form.useWatch<string | undefined>('design', form);
  const start = Form.useWatch<string | undefined>('start', form);
  const source = published.find(({ id }) => id === chosen) ?? null;
  const units = unitsOf(me.data);
  const open = async ({ design }: Created): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['designs'] });
    await navigate(`/designs/${design.id}`);
  };
  const take = async (given: File): Promise<void> => {
    setUnreadable(null);
    setFile(null);
    try {
      const read = await readDesignFile(given);
      if (read.kind === 'adaptation') setUnreadable('designs.file.adaptation');
      else setFile(read);
    } catch (error) {
      setUnreadable(error instanceof UnreadableFile ? error.code : 'designs.file.unreadable');
    }
  };
  const create = useMutation({
    mutationFn: async (fields: SourceFields) => {
      // What comes without categories takes those that units are of; the engine minds the rest.
      const { categories } =
        from === 'file' && file?.kind === 'table'
          ? await client.call(designRoutes.organisation, { query: { unit: fields.unit } })
          : { categories: [] };
      const made = makeSource(from, fields, { design: source, file, categories });
      const answer = await client.call(designRoutes.create, {
        body: { unit: fields.unit, source: made.source },
        idempotencyKey: randomId(),
      });
      const findings = [...made.findings, ...answer.findings];
      // What a table did not say here, the engine has not heard of.
      if (made.findings.length > 0)
        await client.call(designRoutes.setToDecide, {
          params: { design: answer.design.id },
          body: {
            open: findings.slice(0, MOST).map(({ code, severity, path, params }) => ({ code, severity, path, params })),
          },
        });
      return { ...answer, findings };
    },
    onSuccess: async (answer) => {
      if (answer.findings.length === 0) return await open(answer);
      // What needs a decision is listed before one begins.
      setCreated(answer);
    },
  });
  if (created !== null)
    return (
      <Modal
        open
        title={t('designs.created.title')}
        okText={t('designs.created.ok')}
        cancelText={t('designs.created.later')}
        onOk={() => void open(created)}
        onCancel={() => {
          void queries.invalidateQueries({ queryKey: ['designs'] });
          close();
        }}
      >
        <Decisions lines={created.findings} />
        <p>{t('designs.created.text')}</p>
      </Modal>
    );
  const dated = from === 'empty' || (from === 'file' && file?.kind !== 'json' && file !== null);
  const named = from !== 'file' || file?.kind !== 'json';
  return (
    <Modal
      open
      width={620}
      title={t('designs.create.title')}
      okText={t('designs.create.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={create.isPending}
      okButtonProps={{ disabled: from === 'file' && file === null }}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Radio.Group
        className="source-choice"
        aria-label={t('designs.from')}
        optionType="button"
        value={from}
        onChange={({ target }) => setFrom(target.value as Beginning['from'])}
        options={BEGINNINGS.map((value) => ({ value, label: t(`designs.from.${value}`) }))}
      />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => create.mutate(fields)}
        initialValues={{ unit: units[0]?.id, design: beginning.design?.id }}
      >
        {from === 'shipped' && (
          <Form.Item name="shipped" rules={[{ required: true, message: t('designs.shipped.missing') }]}>
            <ShippedChoice />
          </Form.Item>
        )}
        {(from === 'last-year' || from === 'template') && (
          <Form.Item
            name="design"
            label={t('designs.source')}
            rules={[{ required: true, message: t('designs.source.missing') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              notFoundContent={t('designs.source.none')}
              options={published.map(({ id, title, unit, published: version }) => ({
                value: id,
                label: `${local(title)} · ${local(unit.name)} · ${t('designs.published', { number: version?.number ?? 0 })}`,
              }))}
            />
          </Form.Item>
        )}
        {from === 'file' && (
          <Form.Item label={t('designs.file')} extra={t('designs.file.hint')}>
            <FilePicker
              accept=".json,.bpmn,.xml,.xlsx"
              label={t('designs.file.choose')}
              taken={file}
              forget={() => setFile(null)}
              take={(given) => void take(given)}
            />
          </Form.Item>
        )}
        {unreadable !== null && <Alert type="error" showIcon title={t(unreadable as 'designs.file.unreadable')} />}
        {named && (
          <Form.Item
            name="title"
            label={t(from === 'empty' ? 'designs.create.name' : 'designs.create.name.new')}
            rules={
              from === 'empty' || file?.kind === 'table'
                ? [{ required: true, whitespace: true, message: t('designs.create.name.missing') }]
                : []
            }
          >
            <Input autoFocus={from === 'empty'} maxLength={200} />
          </Form.Item>
        )}
        <Form.Item name="unit" label={t('designs.create.unit')} hidden={units.length < 2}>
          <Select options={units.map(({ id, name }) => ({ value: id, label: local(name) }))} />
        </Form.Item>
        {(dated || from === 'last-year') && (
          <div className="window-fields">
            {(dated ? (['start', 'end'] as const) : (['start'] as const)).map((field) => (
              <Form.Item
                key={field}
                name={field}
                label={t(`designs.create.${field}`)}
                dependencies={field === 'end' ? ['start'] : []}
                rules={[
                  { required: true, message: t('designs.create.window.missing') },
                  ({ getFieldValue }) => ({
                    validator: async (_, day?: string) => {
                      const start = getFieldValue('start') as string | undefined;
                      if (field === 'end' && day && start && day < start)
                        throw new Error(t('designs.create.window.backwards'));
                      await Promise.resolve();
                    },
                  }),
                ]}
              >
                <DateField />
              </Form.Item>
            ))}
          </div>
        )}
        {from === 'last-year' && source !== null && start && <LastYearPreview design={source} start={start} />}
      </Form>
      {create.error !== null && <Refusal error={create.error} />}
    </Modal>
  );
}
