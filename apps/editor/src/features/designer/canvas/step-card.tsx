import {
  CloseCircleFilled,
  EyeInvisibleOutlined,
  FilterOutlined,
  LockOutlined,
  PaperClipOutlined,
  SyncOutlined,
  UserOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, use, useState } from 'react';
import { MANDATE_WORDS, stepKind } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { NamedIcon } from '../../../theme/icons.js';
import { plainDay } from '../plain-day.js';
import { useCard } from './card-view.js';
import { LinkingContext } from './linking.js';
import { TitleField } from './title-field.js';

export interface StepCardData extends Record<string, unknown> {
  step: string;
  /** The title is being typed on the card itself. */
  renaming: boolean;
  /** Adapting: shows what is locked and what is one's own. */
  adapting: boolean;
  /** What an arrow being drawn by keyboard would end at. */
  target: boolean;
  rename: (step: string, title: string) => void;
  stopRenaming: () => void;
}
export type StepCardNode = Node<StepCardData, 'step'>;

/** The id of a card in the page, for `aria-activedescendant`. */
export const cardElementId = (step: string): string => `card-${step}`;

/** One step: what it is, who leads it, by when, what is handed in, how binding it is, and whether anything is wrong. */
export const StepCard = memo(function StepCard({ data, selected }: NodeProps<StepCardNode>) {
  const { t, local, language } = useWords();
  const { step, renaming, adapting, target, rename, stopRenaming } = data;
  const view = useCard(step);
  // Ends of arrows are drawn only where a hand can want them: two more elements on each of hundreds of cards are felt.
  const [near, setNear] = useState(false);
  const linking = use(LinkingContext);
  // The step is gone, and its node with the next drawing.
  if (view === undefined) return null;
  const kind = stepKind(view.kind);
  const title = local(view.title);
  const due =
    view.due === null
      ? ''
      : view.due === undefined
        ? t('designer.card.no-date')
        : t('designer.card.due', { date: plainDay(view.due, language) });
  const wrong = view.errors > 0 ? 'error' : view.warnings > 0 ? 'warning' : null;
  const locked = adapting && view.origin !== 'local' && view.mandate === 'fixed';
  const spoken = [
    title,
    kind === undefined ? view.kind : local(kind.title),
    local(view.lead),
    due,
    t('designer.card.evidence', { count: view.evidence }),
    local(MANDATE_WORDS[view.mandate]),
    ...(adapting ? [t(ORIGIN_WORDS[view.origin])] : []),
    ...(view.errors > 0 ? [t('designer.card.errors', { count: view.errors })] : []),
    ...(view.warnings > 0 ? [t('designer.card.warnings', { count: view.warnings })] : []),
  ];
  const linkable = near || selected;
  return (
    <div className="card-frame" onPointerEnter={() => setNear(true)} onPointerLeave={() => setNear(false)}>
      {(linkable || linking) && <Handle id="in" type="target" position={Position.Left} />}
      <div
        id={cardElementId(view.id)}
        role="group"
        aria-roledescription={t('designer.card.role')}
        aria-label={spoken.filter((part) => part !== '').join(language === 'zh' ? '，' : ', ')}
        className={[
          'design-card',
          selected ? 'selected' : '',
          target ? 'target' : '',
          wrong ?? '',
          adapting ? view.origin : '',
          view.kind === 'milestone' ? 'milestone' : '',
        ].join(' ')}
      >
        <span className="top">
          <span className="kind" title={kind === undefined ? view.kind : local(kind.title)}>
            <NamedIcon name={kind?.icon} />
          </span>
          {renaming ? (
            <TitleField title={title} done={(next) => rename(view.id, next)} cancel={stopRenaming} />
          ) : (
            <b>{title}</b>
          )}
        </span>
        <span className="who">
          <UserOutlined aria-hidden />
          <span className="lead">{view.lead === undefined ? t('designer.card.no-lead') : local(view.lead)}</span>
          <span className={`mandate ${view.mandate}`} title={local(MANDATE_WORDS[view.mandate])}>
            {locked && <LockOutlined aria-hidden />}
            {local(MANDATE_WORDS[view.mandate])}
          </span>
        </span>
        <span className="foot">
          <span className="due">{due}</span>
          <span className="signs">
            {view.occurs !== 'once' && <SyncOutlined aria-hidden title={t(OCCURS_WORDS[view.occurs])} />}
            {view.conditional && <FilterOutlined aria-hidden title={t('designer.card.conditional')} />}
            {view.sensitive && <EyeInvisibleOutlined aria-hidden title={t('designer.card.sensitive')} />}
            {view.evidence > 0 && (
              <span className="count" title={t('designer.card.evidence', { count: view.evidence })}>
                <PaperClipOutlined aria-hidden />
                {view.evidence}
              </span>
            )}
          </span>
        </span>
        {wrong !== null && (
          <span
            className={`mark ${wrong}`}
            title={t(wrong === 'error' ? 'designer.card.errors' : 'designer.card.warnings', {
              count: wrong === 'error' ? view.errors : view.warnings,
            })}
          >
            {wrong === 'error' ? <CloseCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
          </span>
        )}
        {view.join !== null && (
          <span className="join">
            {view.join === 'any' ? t('designer.card.join.any') : t('designer.card.join.least', { count: view.join })}
          </span>
        )}
        {adapting && (view.origin === 'local' || view.origin === 'changed') && (
          <span className={`origin ${view.origin}`}>{t(ORIGIN_WORDS[view.origin])}</span>
        )}
      </div>
      {linkable && <Handle id="out" type="source" position={Position.Right} />}
    </div>
  );
});

const ORIGIN_WORDS = {
  own: 'designer.origin.own',
  inherited: 'designer.origin.inherited',
  changed: 'designer.origin.changed',
  local: 'designer.origin.local',
} as const;
const OCCURS_WORDS = {
  each: 'designer.occurs.each',
  every: 'designer.occurs.every',
  'on-call': 'designer.occurs.on-call',
} as const;
