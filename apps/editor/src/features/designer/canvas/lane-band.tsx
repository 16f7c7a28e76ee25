import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { LocalText } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { plainDay } from '../plain-day.js';
import { TitleField } from './title-field.js';

export interface LaneBandData extends Record<string, unknown> {
  phase: string;
  title: LocalText;
  number: number;
  tone: number;
  /** First and last planned day of its steps; null: none, undefined: not worked out yet. */
  span: string | null | undefined;
  steps: number;
  chosen: boolean;
  renaming: boolean;
  choose: (phase: string, open: boolean) => void;
  rename: (phase: string, title: string) => void;
  stopRenaming: () => void;
}
export type LaneBandNode = Node<LaneBandData, 'lane'>;

/** The id of a phase's name in the page, for `aria-activedescendant`. */
export const laneElementId = (phase: string): string => `lane-${phase}`;

/** The band of a phase: its name and its days at the left, its steps along time. */
export const LaneBand = memo(function LaneBand({ data }: NodeProps<LaneBandNode>) {
  const { t, local, language } = useWords();
  const { phase, title, number, tone, span, steps, chosen, renaming, choose, rename, stopRenaming } = data;
  const [first = '', last = ''] = span?.split(' ') ?? [];
  const days =
    span === null
      ? t('designer.lane.empty')
      : span === undefined
        ? ''
        : t('designer.lane.days', { first: plainDay(first, language), last: plainDay(last, language) });
  return (
    <div className={`design-lane tone-${tone} ${chosen ? 'chosen' : ''}`}>
      {renaming ? (
        <div className="head">
          <TitleField title={local(title)} done={(next) => rename(phase, next)} cancel={stopRenaming} />
        </div>
      ) : (
        <button
          type="button"
          id={laneElementId(phase)}
          className="head nopan nodrag"
          tabIndex={-1}
          aria-pressed={chosen}
          onClick={() => choose(phase, false)}
          onDoubleClick={() => choose(phase, true)}
        >
          <small>{t('designer.lane.number', { number })}</small>
          <b>{local(title)}</b>
          <small>{days}</small>
          <small>{t('designer.lane.steps', { count: steps })}</small>
        </button>
      )}
    </div>
  );
});
