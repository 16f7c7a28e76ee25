import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { LocalText } from '@gangmu/core';
import { useWords } from '../../platform/language.js';

export interface LaneNodeData extends Record<string, unknown> {
  title: LocalText;
  opened: boolean;
  tone: number;
}

/** The band of a phase, with its name at the left. */
export const LaneNode = memo(function LaneNode({ data }: NodeProps) {
  const { local } = useWords();
  const { title, opened, tone } = data as LaneNodeData;
  return (
    <div className={`lane tone-${tone} ${opened ? 'opened' : ''}`}>
      <span>{local(title)}</span>
    </div>
  );
});
