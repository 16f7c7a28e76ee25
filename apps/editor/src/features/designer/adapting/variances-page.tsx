import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Form, Input, Modal, Segmented, Space } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { designRoutes, type Variance } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { DateField } from '../../../platform/date-field.js';
import { dateWords, instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { UnitPicker } from '../../../platform/unit-picker.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { Refusal } from '../../../shell/refusal.js';
import { DesignFrame } from './design-frame.js';
import { StateTag } from './state-tag.js';

type Doing = { variance: Variance; what: 'grant' | 'refuse' | 'withdraw' };

/** Deviations asked for and granted: one's own wishes, and – for those who decide – those of the levels below. */
export function VariancesPage() {
  const { design = '' } = useParams();
  const { t } = useWords();
  return (
    <DesignFrame id={design} here="variances" title={t('variances.title')}>
      {() => <Variances design={design} />}
    </DesignFrame>
  );
}

/** The variances of a design's chain that the reader may know of. */
export const useVariances = (design: string) =>
  useQuery({
    queryKey: ['variances', design],
    queryFn: async ({ signal }) =>
      (await client.call(designRoutes.variances, { params: { design }, signal })).variances,
  });

const TONES = { asked: 'wait', granted: 'good', refused: 'bad', withdrawn: 'plain' } as const;

function Variances({ design }: { design: string }) {
  const { t } = useWords();
  const variances = useVariances(design);
  const [only, setOnly] = useState<'all' | 'waiting' | 'granted'>('all');
  const [doing, setDoing] = useState<Doing | null>(null);
  if (variances.isError) return <LoadFailure error={variances.error} retry={() => void variances.refetch()} />;
  if (variances.data === undefined) return <Spinner />;
  const shown = variances.data.filter(
    ({ state }) => only === 'all' || (only === 'waiting' ? state === 'asked' : state === 'granted'),
  );
  const mine = shown.filter(({ may }) => may.answer);
  const others = shown.filter(({ may }) => !may.answer);
  return (
    <>
      <Segmented
        aria-label={t('variances.only')}
        value={only}
        onChange={setOnly}
        options={(['all', 'waiting', 'granted'] as const).map((value) => ({
          value,
          label: t(`variances.only.${value}`),
        }))}
      />
      {shown.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={<span className="soft">{t('variances.empty')}</span>}
        />
      )}
      {mine.length > 0 && (
        <section aria-label={t('variances.to-answer')}>
          <h2>
            {t('variances.to-answer')} <span className="tab-count">{mine.length}</span>
          </h2>
          <List variances={mine} act={setDoing} />
        </section>
      )}
      {others.length > 0 && (
        <section aria-label={t('variances.listed')}>
          {mine.length > 0 && <h2>{t('variances.listed')}</h2>}
          <List variances={others} act={setDoing} />
        </section>
      )}
      {doing !== null && <Answer design={design} doing={doing} close={() => setDoing(null)} />}
    </>
  );
}

function List({ variances, act }: { variances: readonly Variance[]; act: (doing: Doing) => void }) {
  const { t, local, list, language } = useWords();
  const days = ({ from, to }: Variance): string =>
    from === null && to === null
      ? t('variances.always')
      : t('variances.days', {
          from: from === null ? t('variances.start') : dateWords(from, language),
          to: to === null ? t('variances.end') : dateWords(to, language),
        });
  return (
    <ul className="variance-list">
      {variances.map((variance) => (
        <li key={variance.id}>
          <p className="head">
            <StateTag tone={TONES[variance.state]}>{t(`variances.state.${variance.state}`)}</StateTag>
            <b>{local(variance.unit.name)}</b>
            <span>
              {t(`variances.wants.${variance.allows}`)} {variance.place}
            </span>
          </p>
          <p>{variance.reason}</p>
          <p className="soft">
            {days(variance)} ·{' '}
            {t('variances.asked', {
              name: variance.askedBy === null ? '' : local(variance.askedBy.name),
              time: instantWords(variance.askedAt, language),
            })}{' '}
            ·{' '}
            {t(variance.state === 'asked' ? 'variance.answerer' : 'variances.set-by', {
              unit: local(variance.setBy.name),
            })}
          </p>
          {variance.answeredAt !== null && (
            <p className="answer">
              {t('variances.answered', {
                name: variance.answeredBy === null ? '' : local(variance.answeredBy.name),
                time: instantWords(variance.answeredAt, language),
              })}
              {variance.document !== null && ` · ${variance.document}`}
              {variance.answer !== null && <q>{variance.answer}</q>}
              {variance.state === 'granted' &&
                ` ${t('variances.for', { units: list(variance.units.map(({ name }) => local(name))) })}`}
            </p>
          )}
          {(variance.may.answer || variance.may.withdraw) && (
            <Space>
              {variance.may.answer && (
                <>
                  <Button type="primary" size="small" onClick={() => act({ variance, what: 'grant' })}>
                    {t('variances.grant')}
                  </Button>
                  <Button size="small" onClick={() => act({ variance, what: 'refuse' })}>
                    {t('variances.refuse')}
                  </Button>
                </>
              )}
              {/* Whoever answers refuses instead; a grant they may take back. */}
              {variance.may.withdraw && !variance.may.answer && (
                <Button size="small" onClick={() => act({ variance, what: 'withdraw' })}>
                  {t(variance.state === 'granted' ? 'variances.revoke' : 'variances.withdraw')}
                </Button>
              )}
            </Space>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Fields {
  reason: string;
  document?: string;
  from?: string | null;
  to?: string | null;
  units?: string[];
}

function Answer({ design, doing, close }: { design: string; doing: Doing; close: () => void }) {
  const { t, local } = useWords();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const { variance, what } = doing;
  const params = { design, variance: variance.id };
  const send = useMutation({
    mutationFn: async ({ reason, document, from, to, units }: Fields) => {
      if (what === 'withdraw')
        return await client.call(designRoutes.withdrawVariance, { params, body: { reason: reason.trim() } });
      return await client.call(designRoutes.answerVariance, {
        params,
        body: {
          grant: what === 'grant',
          reason: reason.trim(),
          ...(document?.trim() ? { document: document.trim() } : {}),
          ...(units !== undefined && units.length > 0 ? { units } : {}),
          // A date that was taken away is away, not as it was asked for.
          from: from ?? null,
          to: to ?? null,
        },
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['variances'] });
      await queries.invalidateQueries({ queryKey: ['designs', 'inbox'] });
      close();
    },
  });
  return (
    <Modal
      open
      title={t(`variances.${what === 'withdraw' && variance.state === 'granted' ? 'revoke' : what}.title`)}
      okText={t(`variances.${what === 'withdraw' && variance.state === 'granted' ? 'revoke' : what}`)}
      cancelText={t('action.cancel')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="variance-place">
        {local(variance.unit.name)} · {variance.place}
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: variance.from, to: variance.to, units: [variance.unit.id] }}
        onFinish={(fields) => send.mutate(fields)}
      >
        <Form.Item
          name="reason"
          label={t('variances.answer.reason')}
          rules={[{ required: true, whitespace: true, message: t('variances.answer.missing') }]}
        >
          <Input.TextArea rows={2} maxLength={2000} autoFocus />
        </Form.Item>
        {what !== 'withdraw' && (
          <Form.Item name="document" label={t('designer.publish.document')}>
            <Input maxLength={200} placeholder={t('designer.publish.document.hint')} />
          </Form.Item>
        )}
        {what === 'grant' && (
          <Form.Item
            name="units"
            label={t('variances.answer.units')}
            extra={t('variances.answer.units.hint')}
            rules={[{ required: true, message: t('variances.answer.units.missing') }]}
          >
            <UnitPicker several />
          </Form.Item>
        )}
        {what === 'grant' && (
          <div className="window-fields">
            <Form.Item name="from" label={t('variance.from')}>
              <DateField />
            </Form.Item>
            <Form.Item name="to" label={t('variance.to')}>
              <DateField />
            </Form.Item>
          </div>
        )}
      </Form>
      {send.isError && <Refusal error={send.error} />}
    </Modal>
  );
}
