import { useCallback, useSyncExternalStore } from 'react';

/** Whether the page is as narrow as a phone, or as a query says. */
export function useNarrow(query = '(max-width: 640px)'): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
