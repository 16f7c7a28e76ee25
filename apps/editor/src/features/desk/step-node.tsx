import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { shortDay } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { CellMark } from '../monitor/matrix/cell.js';
import { cellWord } from '../monitor/matrix/cell-state.js';
import type { StepView } from './run-model.js';
import { StepKindIcon } from './step-kind-icon.js';

export interface StepNodeData extends Record<string, unknown> {
  view: StepView;
  select: (step: string) => void;
}

/** One step: what it is, how it stands, by when. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps) {
  const { t, local, language } = useWords();
  const { view, select } = data as StepNodeData;
  const several = view.items.length > 1;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={`step-card nopan ${view.state} ${selected ? 'selected' : ''}`}
        aria-pressed={selected}
        onClick={() => select(view.id)}
      >
        <span className="title">
          <StepKindIcon kind={view.step.kind} />
          <b>{local(view.step.title)}</b>
        </span>
        <span className="foot">
          <CellMark state={view.state} />
          <span>
            {several ? t('step.occurrences', { done: view.done, total: view.items.length }) : t(cellWord(view.state))}
          </span>
          {view.due !== null && view.state !== 'skipped' && (
            <span className={view.state === 'late' ? 'due late' : 'due'}>
              {t('step.due', { date: shortDay(view.due, language) })}
            </span>
          )}
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
});
