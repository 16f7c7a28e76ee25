import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Editing, Session } from './session.js';

export const SessionContext = createContext<Session | null>(null);

/** The session of the design that is open. */
export function useSessionStore(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('outside of a designer page');
  return session;
}

/** One thing of the session; renders again when that changes. */
export function useEditing<T>(pick: (editing: Editing) => T): T {
  return useStore(useSessionStore(), pick);
}
