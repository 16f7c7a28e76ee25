import { useSyncExternalStore } from 'react';

/** Whether the engine answered the last time it was asked, and whether the live stream stands. */
export interface Connection {
  reachable: boolean;
  live: 'off' | 'connecting' | 'on';
}

let state: Connection = { reachable: true, live: 'off' };
const listeners = new Set<() => void>();

function change(next: Partial<Connection>): void {
  const merged = { ...state, ...next };
  if (merged.reachable === state.reachable && merged.live === state.live) return;
  state = merged;
  for (const listener of listeners) listener();
}

export const noteContact = (reachable: boolean): void => change({ reachable });
export const noteLive = (live: Connection['live']): void =>
  change(live === 'on' ? { live, reachable: true } : { live });

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => state);
