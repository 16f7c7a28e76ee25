import { Alert, App, Button, Checkbox, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import type { Me } from '@gangmu/contract';
import type { Step } from '@gangmu/core';
import { statusOf } from '../../platform/client.js';
import { timeWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { useSession } from '../access/session.js';
import { EvidenceField } from './evidence-field.js';
import { type FieldError, sortRefusal } from './field-errors.js';
import { toValues } from './form-values.js';
import { type RunDetail, useRunCommand } from './run-data.js';
import type { RunItem } from './run-model.js';
import { type DraftState, useDraft } from './use-draft.js';

interface Props {
  detail: RunDetail;
  step: Step;
  item: RunItem;
}

/** Field for whose word somebody else files on; no evidence is called so. */
const WORD = '~on-whose-word';

/** Hands in an item: a form made from what the step asks for, with what had been filled in before. */
export function EvidenceForm(props: Props) {
  const session = useSession();
  const { id: run, may } = props.detail.run;
  const draft = useDraft({ run, item: props.item.id, person: session.data?.person.id ?? '' }, may.file);
  if (draft.found === undefined) return <Skeleton active paragraph={{ rows: 4 }} />;
  return <FilledForm {...props} draft={draft} />;
}

/** Whether a unit is the person's own, so that they file for nobody else: they belong to it, or hold a post at it. */
const isOwn = ({ home, posts }: Me, unit: string): boolean =>
  home?.id === unit || posts.some((post) => post.unit.id === unit && post.role !== 'inspector');

/** Refusals are shown beside their fields. */
function FilledForm({ detail, step, item, draft }: Props & { draft: ReturnType<typeof useDraft> }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const session = useSession();
  const command = useRunCommand(detail.run);
  const [form] = Form.useForm<Record<string, unknown>>();
  const [whole, setWhole] = useState<string[]>([]);
  const elsewhere = session.data !== undefined && session.data !== null && !isOwn(session.data, detail.run.unit.id);
  const [behalf, setBehalf] = useState(elsewhere);
  const fields = Object.entries(step.evidence).toSorted(([, a], [, b]) => a.order - b.order);

  const handIn = async (filled: Record<string, unknown>): Promise<void> => {
    setWhole([]);
    const goOn = draft.pause();
    try {
      await command.mutateAsync({
        command: { type: 'SubmitItem', item: item.id, values: toValues(step.evidence, filled) },
        ...(behalf || elsewhere ? { onBehalfOf: { word: String(filled[WORD]).trim() } } : {}),
      });
      draft.done();
      void message.success(t('form.done'));
    } catch (error) {
      if (statusOf(error) === 412) return setWhole([t('form.conflict')]);
      const refusal = sortRefusal(error, t('signin.unreachable'));
      const { placed, left } = placeErrors(step, refusal.fields);
      form.setFields(placed.map(({ name, errors }) => ({ name: name as string[], errors })));
      setWhole([...refusal.whole, ...left]);
    } finally {
      goOn();
    }
  };
  return (
    <section className="form-box" aria-label={t('form.title')}>
      <h3>{t('form.title')}</h3>
      {whole.length > 0 && (
        <Alert type="error" showIcon role="alert" title={whole.join(' ')} style={{ marginBottom: 12 }} />
      )}
      <Form
        form={form}
        name={`item-${item.id}`}
        layout="vertical"
        initialValues={draft.found ?? item.values}
        onValuesChange={(_, filled) => draft.note(toValues(step.evidence, filled))}
        validateTrigger="onBlur"
        scrollToFirstError
        onFinish={(filled) => void handIn(filled)}
      >
        {fields.map(([id, evidence]) => (
          <EvidenceField key={id} id={id} evidence={evidence} place={{ run: detail.run.id, item: item.id }} />
        ))}
        <Form.Item style={{ marginBottom: 6 }}>
          <Checkbox
            checked={behalf || elsewhere}
            disabled={elsewhere}
            onChange={(event) => setBehalf(event.target.checked)}
          >
            {t('form.behalf')}
          </Checkbox>
        </Form.Item>
        {(behalf || elsewhere) && (
          <Form.Item
            name={WORD}
            label={t('form.behalf.word')}
            rules={[{ required: true, whitespace: true, message: t('form.behalf.missing') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={command.isPending}>
          {t('form.submit')}
        </Button>
        <DraftSign state={draft.state} taken={draft.found !== null} />
        <p className="warn">
          {step.sensitive && t('item.sensitive')} {t('item.secret')}
        </p>
      </Form>
    </section>
  );
}

/** Whether what is being filled in is kept, said quietly beside the button. */
function DraftSign({ state, taken }: { state: DraftState; taken: boolean }) {
  const { t, language } = useWords();
  const words = {
    clean: taken ? t('draft.taken') : '',
    saving: t('draft.saving'),
    saved: state.is === 'saved' ? t('draft.saved', { time: timeWords(state.at, language) }) : '',
    'kept-here': t('draft.kept'),
  }[state.is];
  return (
    <span className={`draft-sign ${state.is}`} role="status">
      {words}
    </span>
  );
}

/** Errors to the fields that show them; one whose place has no field of its own is said above the form. */
function placeErrors(step: Step, fields: readonly FieldError[]): { placed: FieldError[]; left: string[] } {
  const placed: FieldError[] = [];
  const left: string[] = [];
  for (const { name, errors } of fields) {
    const type = step.evidence[String(name[0])]?.type;
    if (type === 'head-count' && name.length === 1) placed.push({ name: [...name, 'present'], errors });
    else if (type === undefined || (type === 'table' && name.length === 2)) left.push(...errors);
    else if (type === 'table' || type === 'head-count') placed.push({ name, errors });
    else placed.push({ name: name.slice(0, 1), errors });
  }
  return { placed, left };
}
