import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import { dateWords, instantWords, minuteWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { CellMark } from '../monitor/matrix/cell.js';
import { cellWord } from '../monitor/matrix/cell-state.js';
import { CallForm } from './call-form.js';
import { EvidenceForm } from './evidence-form.js';
import { EvidenceValueText } from './evidence-value.js';
import { HistoryList } from './history-list.js';
import { HoldingsList } from './holdings-list.js';
import { ReviewForm } from './review-form.js';
import type { RunDetail } from './run-data.js';
import { itemState, type RunItem, type StepView } from './run-model.js';
import { StepKindIcon } from './step-kind-icon.js';
import './item-panel.css';

/** Everything about one step of a run: what is asked, where it stands, what was handed in, what happened. */
export function ItemPanel({ detail, view, now }: { detail: RunDetail; view: StepView; now: number }) {
  const { t, local } = useWords();
  const latest = view.items.findLast((item) => item.endedAt === undefined) ?? view.items.at(-1);
  const [chosen, choose] = useState<string | null>(null);
  const item = view.items.find(({ id }) => id === chosen) ?? latest;
  const { step } = view;
  return (
    <div className="item-panel">
      <h2>
        <StepKindIcon kind={step.kind} /> {local(step.title)}
      </h2>
      {view.items.length > 1 && (
        <Segmented
          size="small"
          className="occurrences"
          aria-label={t('item.occurrence')}
          value={item?.id ?? ''}
          onChange={choose}
          options={view.items.map((each, index) => ({
            value: each.id,
            label: each.label === undefined ? String(index + 1) : local(each.label),
          }))}
        />
      )}
      {item === undefined ? (
        <p className="status">
          <CellMark state={view.state} /> {t(view.state === 'waiting' ? 'item.none' : cellWord(view.state))}
        </p>
      ) : (
        <p className="status">
          <CellMark state={itemState(item, now)} /> {t(cellWord(itemState(item, now)))}
        </p>
      )}
      {item?.status === 'returned' && item.comment !== undefined && (
        <Alert
          type="error"
          showIcon
          title={t('item.comment.is', { comment: item.comment })}
          style={{ marginBottom: 12 }}
        />
      )}
      {step.guidance !== undefined && (
        <section>
          <h3>{t('item.guidance')}</h3>
          <p className="long-text">{local(step.guidance)}</p>
          {step.authority?.document !== undefined && (
            <p className="soft">
              {t('item.authority')} {step.authority.document} {step.authority.clause}
            </p>
          )}
        </section>
      )}
      {step.post !== undefined && (
        <p>
          {t('item.post')} {local(step.post)}
        </p>
      )}
      {Object.keys(step.notes ?? {}).length > 0 && (
        <section>
          <h3>{t('item.notes')}</h3>
          {Object.entries(step.notes ?? {}).map(([id, note]) => (
            <p key={id} className="long-text">
              {local(note)}
            </p>
          ))}
        </section>
      )}
      {step.occurrences.mode === 'on-call' && detail.run.may.file && detail.run.status === 'running' && (
        <CallForm detail={detail} step={view.id} />
      )}
      {item !== undefined && (
        <>
          <Facts item={item} now={now} />
          <Actions key={`${item.id} ${item.status}`} detail={detail} view={view} item={item} />
          <HandedIn run={detail.run.id} item={item} view={view} />
          <section>
            <h3>{t('item.holders')}</h3>
            <HoldingsList holdings={item.holdings} now={now} />
          </section>
          <section>
            <h3>{t('item.history')}</h3>
            <HistoryList run={detail.run.id} item={item.id} version={detail.run.version} />
          </section>
        </>
      )}
    </div>
  );
}

function Facts({ item, now }: { item: RunItem; now: number }) {
  const { t, language } = useWords();
  const late = itemState(item, now) === 'late';
  const word = wordOf(item['submittedBy']);
  return (
    <dl className="facts">
      <dt>{t('item.due')}</dt>
      <dd className={late ? 'alert' : undefined}>
        {item.due === null ? t('item.due.none') : minuteWords(item.due, language)}
        {item.originalDue !== null && item.originalDue !== item.due && (
          <span className="soft"> {t('item.due.moved', { date: minuteWords(item.originalDue, language) })}</span>
        )}
      </dd>
      {item.closes !== null && (
        <>
          <dt>{t('item.closes')}</dt>
          <dd>{minuteWords(item.closes, language)}</dd>
        </>
      )}
      {item.heldOn !== undefined && (
        <>
          <dt>{t('item.heldOn')}</dt>
          <dd>{dateWords(item.heldOn, language)}</dd>
        </>
      )}
      {item.submittedAt !== undefined && (
        <>
          <dt>{t('item.submittedAt')}</dt>
          <dd>
            {instantWords(item.submittedAt, language)}
            {word !== null && <span className="soft"> {t('item.behalf', { word })}</span>}
          </dd>
        </>
      )}
      {item.returns > 0 && (
        <>
          <dt>{t('item.returns')}</dt>
          <dd>{item.returns}</dd>
        </>
      )}
    </dl>
  );
}

function Actions({ detail, view, item }: { detail: RunDetail; view: StepView; item: RunItem }) {
  const { t, local } = useWords();
  if (detail.run.status !== 'running') return null;
  const role = detail.run.forOthers[item.id];
  if (role !== undefined) return <p className="soft">{t('item.forRole', { role: local(role) })}</p>;
  if (detail.run.may.file && (item.status === 'open' || item.status === 'returned'))
    return <EvidenceForm detail={detail} step={view.step} item={item} />;
  const { review, file, inspect } = detail.run.may;
  // Whose turn it is among those who review was said above: whoever is left may decide.
  const by = item.review === undefined ? undefined : view.step.reviews[item.review]?.by;
  const decides = review || (inspect && by?.who === 'inspection-group');
  if (item.status === 'submitted' && (decides || file))
    return <ReviewForm detail={detail} item={item} decides={decides} />;
  return null;
}

function HandedIn({ run, item, view }: { run: string; item: RunItem; view: StepView }) {
  const { t, local } = useWords();
  const values = Object.entries(view.step.evidence)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .flatMap(([id, evidence]) => {
      const value = item.values[id];
      return value === undefined ? [] : [{ id, evidence, value }];
    });
  return (
    <section>
      <h3>{t('item.evidence')}</h3>
      {values.length === 0 ? (
        <p className="soft">{t('item.evidence.none')}</p>
      ) : (
        <dl className="facts">
          {values.map(({ id, evidence, value }) => (
            <div key={id} style={{ display: 'contents' }}>
              <dt>{local(evidence.title)}</dt>
              <dd>
                <EvidenceValueText evidence={evidence} value={value} place={{ run, item: item.id }} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** On whose word somebody filed for another, if they did. */
function wordOf(actor: unknown): string | null {
  const { onBehalfOf } = (actor ?? {}) as { onBehalfOf?: { word?: string } };
  return onBehalfOf?.word ?? null;
}
