import { useQuery } from '@tanstack/react-query';
import { runRoutes } from '@gangmu/contract';
import type { Values } from '@gangmu/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client, statusOf } from '../../platform/client.js';
import { runKey } from './run-data.js';

export type DraftState =
  | { is: 'clean' }
  | { is: 'saving' }
  | { is: 'saved'; at: number }
  /** Not at the engine, but in this tab; tried again unless the engine refused it. */
  | { is: 'kept-here'; again: boolean };

/** Quiet time after the last key before a draft is sent, ms. */
const PAUSE = 1200;
/** How long until sending is tried again, ms. */
const RETRY = 8000;

/**
 * The tab's own copy: it outlives a lost session or connection and a reload. Not longer: office computers are shared,
 * and what closes with the tab is nobody else's to find.
 */
const copies = {
  key: (person: string, run: string, item: string): string => `gangmu.draft.${person}.${run}.${item}`,
  read(key: string): Values | null {
    try {
      const text = sessionStorage.getItem(key);
      return text === null ? null : (JSON.parse(text) as Values);
    } catch {
      return null;
    }
  },
  write(key: string, values: Values | null): void {
    try {
      if (values === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(values));
    } catch {
      // Forbidden or full: the page itself still holds it.
    }
  },
};

/**
 * Keeps what is being filled in: sent a moment after the last change, found again when the form is opened – on another
 * computer as well.
 *
 * @param enabled only who may file has a draft
 */
export function useDraft(
  place: { run: string; item: string; person: string },
  enabled: boolean,
): {
  /** What had been filled in; undefined while it is being looked up, null where there is nothing. */
  found: Values | null | undefined;
  state: DraftState;
  note: (values: Values) => void;
  /** While it is being handed in nothing is sent: it would arrive after the hand-in. What is returned goes on with it. */
  pause: () => () => void;
  /** Handed in: nothing is to be kept, and nothing sent any more. */
  done: () => void;
} {
  const { run, item, person } = place;
  const key = copies.key(person, run, item);
  const stored = useQuery({
    queryKey: [...runKey(run), 'draft', item],
    enabled,
    // Asked once per opening of the form: what is on screen is newer than any later answer.
    staleTime: Infinity,
    gcTime: 0,
    retry: 1,
    queryFn: async ({ signal }) => await client.call(runRoutes.draft, { signal, params: { run, item } }),
  });
  const [state, setState] = useState<DraftState>({ is: 'clean' });
  const waiting = useRef<Values | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const over = useRef(false);
  const paused = useRef(false);
  const sent = useRef<{ values: Values; abort: AbortController } | null>(null);

  const send = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const values = waiting.current;
    if (values === null || over.current || paused.current) return;
    waiting.current = null;
    setState({ is: 'saving' });
    const sending = { values, abort: new AbortController() };
    sent.current = sending;
    const { signal } = sending.abort;
    try {
      const { savedAt } = await client.call(runRoutes.saveDraft, { params: { run, item }, body: { values }, signal });
      if (signal.aborted) return;
      copies.write(key, waiting.current);
      setState({ is: 'saved', at: savedAt });
    } catch (error) {
      if (signal.aborted) return;
      waiting.current ??= values;
      // What the engine refuses it will refuse again; the form says why when it is handed in.
      const status = statusOf(error);
      setState({ is: 'kept-here', again: status === undefined || status === 401 || status >= 429 });
    } finally {
      if (sent.current === sending) sent.current = null;
    }
  }, [run, item, key]);

  useEffect(() => {
    if (state.is !== 'kept-here' || !state.again) return undefined;
    const retry = setTimeout(() => void send(), RETRY);
    return () => clearTimeout(retry);
  }, [state, send]);

  const note = useCallback(
    (values: Values): void => {
      over.current = false;
      waiting.current = values;
      copies.write(key, values);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), PAUSE);
    },
    [key, send],
  );
  const pause = useCallback((): (() => void) => {
    paused.current = true;
    clearTimeout(timer.current);
    waiting.current ??= sent.current?.values ?? null;
    sent.current?.abort.abort();
    return () => {
      paused.current = false;
      if (waiting.current !== null && !over.current) timer.current = setTimeout(() => void send(), PAUSE);
    };
  }, [send]);
  const done = useCallback((): void => {
    over.current = true;
    waiting.current = null;
    clearTimeout(timer.current);
    copies.write(key, null);
    setState({ is: 'clean' });
  }, [key]);

  useEffect(() => {
    const leave = (): void => void send();
    addEventListener('pagehide', leave);
    addEventListener('online', leave);
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('online', leave);
      // The form closes, e.g. because another step was chosen: what is not sent yet is sent now.
      leave();
    };
  }, [send]);

  const copy = copies.read(key);
  const found = !enabled
    ? null
    : stored.isPending
      ? undefined
      : // The tab's copy is removed once it is sent: where there is one, it is the newer.
        (copy ?? stored.data?.values ?? null);
  return { found, state, note, pause, done };
}
