import type { ReactFlowProps } from '@xyflow/react';
import { useMemo } from 'react';
import { useWords } from './language.js';

/** What React Flow's own parts say, seen and heard, in the reader's language. */
export function useFlowWords(): NonNullable<ReactFlowProps['ariaLabelConfig']> {
  const { t } = useWords();
  return useMemo(
    () => ({
      'controls.fitView.ariaLabel': t('canvas.fit'),
      'controls.zoomIn.ariaLabel': t('canvas.in'),
      'controls.zoomOut.ariaLabel': t('canvas.out'),
      'controls.ariaLabel': t('canvas.controls'),
      'minimap.ariaLabel': t('canvas.map'),
      // Each canvas says its own keys itself; React Flow's are switched off.
      'node.a11yDescription.default': '',
      'node.a11yDescription.keyboardDisabled': '',
      'edge.a11yDescription.default': '',
    }),
    [t],
  );
}
