import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import { type Evidence, numberUnit } from '@gangmu/core';
import { DateField } from '../../platform/date-field.js';
import { useWords } from '../../platform/language.js';
import type { WordKey } from '../../words/words.js';
import type { FilePlace } from './file-data.js';
import { FileField } from './file-field.js';

interface Props<T extends Evidence['type']> {
  id: string;
  evidence: Extract<Evidence, { type: T }>;
}

/** The field for one piece of evidence, made from its declaration. */
export function EvidenceField({ id, evidence, place }: { id: string; evidence: Evidence; place: FilePlace }) {
  const { t, local } = useWords();
  const label = local(evidence.title);
  const required: Rule[] = evidence.required ? [{ required: true, message: t('form.required') }] : [];
  const extra = evidence.guidance === undefined ? undefined : local(evidence.guidance);
  switch (evidence.type) {
    case 'head-count':
      return <HeadCountField id={id} evidence={evidence} />;
    case 'table':
      return <TableField id={id} evidence={evidence} />;
    case 'date':
      return (
        <Form.Item name={id} label={label} extra={extra} rules={required}>
          <DateField />
        </Form.Item>
      );
    case 'number':
      return (
        <Form.Item name={id} label={label} extra={extra} rules={required}>
          <InputNumber
            style={{ width: '100%' }}
            {...bounds(evidence)}
            suffix={local(numberUnit(evidence.unit)) || undefined}
            {...(evidence.integer ? { precision: 0 } : {})}
          />
        </Form.Item>
      );
    case 'choice':
      return (
        <Form.Item name={id} label={label} extra={extra} rules={required}>
          <ChoiceControl evidence={evidence} label={label} />
        </Form.Item>
      );
    case 'file':
    case 'photo':
      return (
        <Form.Item name={id} label={label} extra={extra} rules={required}>
          <FileField evidence={evidence} name={id} place={place} />
        </Form.Item>
      );
    default:
      return (
        <Form.Item
          name={id}
          label={label}
          extra={extra}
          rules={[
            ...required,
            ...(evidence.minLength === undefined
              ? []
              : [{ min: evidence.minLength, message: t('form.tooShort', { min: evidence.minLength }) }]),
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={evidence.maxLength} showCount />
        </Form.Item>
      );
  }
}

const bounds = ({
  min,
  max,
}: {
  min?: number | undefined;
  max?: number | undefined;
}): { min?: number; max?: number } => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

/** `value` and `onChange` come from the form item around it. */
function ChoiceControl({
  evidence,
  label,
  ...field
}: {
  evidence: Props<'choice'>['evidence'];
  label: string;
  value?: never;
  onChange?: never;
  id?: string;
}) {
  const { local } = useWords();
  const options = evidence.options.map((option) => ({ value: option.value, label: local(option.label) }));
  if (evidence.multiple) return <Checkbox.Group {...field} options={options} />;
  return options.length > 5 ? (
    <Select {...field} options={options} aria-label={label} />
  ) : (
    <Radio.Group {...field} options={options} />
  );
}

const COUNTS: { part: string; word: WordKey; needed: boolean }[] = [
  { part: 'due', word: 'count.due', needed: true },
  { part: 'present', word: 'count.present', needed: true },
  { part: 'onLeave', word: 'count.onLeave', needed: false },
  { part: 'madeUp', word: 'count.madeUp', needed: false },
];

function HeadCountField({ id, evidence }: Props<'head-count'>) {
  const { t, local } = useWords();
  return (
    <Form.Item label={local(evidence.title)} required={evidence.required} style={{ marginBottom: 0 }}>
      <div className="counts" role="group" aria-label={local(evidence.title)}>
        {COUNTS.map(({ part, word, needed }) => (
          <Form.Item
            key={part}
            name={[id, part]}
            label={t(word)}
            dependencies={part === 'present' ? [[id, 'due']] : []}
            rules={[
              { required: needed && evidence.required, message: t('form.required') },
              ({ getFieldValue }) => ({
                validator: async (_, value: number | null) => {
                  const due: unknown = getFieldValue([id, 'due']);
                  if (part === 'present' && typeof due === 'number' && typeof value === 'number' && value > due)
                    throw new Error(t('form.present'));
                },
              }),
            ]}
          >
            <InputNumber min={0} precision={0} style={{ width: '100%' }} inputMode="numeric" />
          </Form.Item>
        ))}
      </div>
    </Form.Item>
  );
}

function TableField({ id, evidence }: Props<'table'>) {
  const { t, local } = useWords();
  const columns = Object.entries(evidence.columns).toSorted(([, a], [, b]) => a.order - b.order);
  return (
    <Form.Item
      label={local(evidence.title)}
      required={evidence.required}
      extra={evidence.guidance === undefined ? undefined : local(evidence.guidance)}
    >
      <Form.List
        name={id}
        rules={[
          {
            validator: async (_, rows: unknown[] | undefined) => {
              const least = Math.max(evidence.minRows, 1);
              if (evidence.required && (rows?.length ?? 0) < least) throw new Error(t('form.rows', { min: least }));
            },
          },
        ]}
      >
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="row-editor">
                <Button
                  className="remove"
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('form.removeRow', { row: row.name + 1 })}
                  onClick={() => remove(row.name)}
                />
                {columns.map(([name, column]) => (
                  <Form.Item
                    key={name}
                    name={[row.name, name]}
                    label={local(column.title)}
                    rules={column.required ? [{ required: true, message: t('form.required') }] : []}
                    style={{ marginBottom: 10 }}
                  >
                    {column.type === 'number' ? (
                      <InputNumber style={{ width: '100%' }} />
                    ) : column.type === 'choice' ? (
                      <Select
                        options={(column.options ?? []).map((option) => ({
                          value: option.value,
                          label: local(option.label),
                        }))}
                        aria-label={local(column.title)}
                      />
                    ) : column.type === 'date' ? (
                      <DateField />
                    ) : (
                      <Input maxLength={2000} />
                    )}
                  </Form.Item>
                ))}
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add()} disabled={rows.length >= evidence.maxRows}>
              {t('form.addRow')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
