import { useStoreApi } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';

/**
 * Whoever holds Shift, Control or Command adds to what is chosen. It matters when a hand comes down: React Flow would
 * listen to the keys themselves, and with every shortcut and capital letter ask each card and each arrow anew.
 */
export function AddingKeys({ frame }: { frame: RefObject<HTMLElement | null> }) {
  const store = useStoreApi();
  useEffect(() => {
    const element = frame.current;
    const down = ({ shiftKey, ctrlKey, metaKey }: PointerEvent): void => {
      const adds = shiftKey || ctrlKey || metaKey;
      if (store.getState().multiSelectionActive !== adds) store.setState({ multiSelectionActive: adds });
    };
    element?.addEventListener('pointerdown', down, { capture: true });
    return () => element?.removeEventListener('pointerdown', down, { capture: true });
  }, [store, frame]);
  return null;
}
