import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { addressOf, CSRF_HEADER, type Design, designRoutes } from '@gangmu/contract';
import type { LocalText } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { followEvents } from '../../../platform/follow-events.js';
import { SESSION_KEY } from '../../../platform/query-client.js';
import { randomId } from '../../../platform/random-id.js';
import { startAutosave } from './autosave.js';
import { editorIn, enginePort, newLeaseKey } from './engine-port.js';
import { copyKeeper, dropCopy, keepCopy } from './local-copy.js';
import { openDesign, type OpenedDesign, type UnreadableDesign } from './open-design.js';
import { opening, type Turn } from './opening.js';
import { createSession, type OpenSession } from './session.js';
import { startThinking } from './thinking.js';

/** Well within the time the engine holds the right to save for an editor that has gone silent. */
const RENEW = 45_000;

const later = (run: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

export interface DesignPage {
  opened: OpenedDesign | UnreadableDesign | undefined;
  error: unknown;
  session: OpenSession | null;
  lease: string;
  /** Opens it again; with `takeOver` also from somebody who is editing. */
  reopen: (takeOver: boolean) => void;
}

/** A design opened for editing, as long as the page is shown. */
export function useDesign(id: string, person: string): DesignPage {
  const [lease] = useState(newLeaseKey);
  const [turn, setTurn] = useState<Turn>({ count: 0, takeOver: false });
  const query = useQuery(
    opening(id, lease, turn, async (takeOver, signal) => await openDesign(id, lease, person, takeOver, signal)),
  );
  const opened = query.data;
  const [session, setSession] = useState<OpenSession | null>(null);
  const lastSaved = useRef<Promise<unknown>>(Promise.resolve());

  useEffect(() => {
    if (opened === undefined || !('template' in opened)) return;
    // A copy of its own for each opening: what an earlier one left is offered, and not written over until it is taken.
    const copy = randomId();
    const copies = copyKeeper({
      put: (kept) => void keepCopy(kept),
      drop: () => void dropCopy({ id: copy, design: id, person }),
      later,
    });
    const made = createSession({
      design: id,
      template: opened.template,
      base: opened.base,
      kept: opened.marks,
      grants: opened.grants,
      on: opened.on,
      provenance: opened.provenance,
      organisation: opened.organisation,
      readOnly: opened.readOnly,
      think: startThinking,
      ...(opened.readOnly === 'no-right'
        ? {}
        : {
            autosave: (draft, changed) =>
              startAutosave({
                port: enginePort(id, lease, person, opened.base),
                revision: opened.revision,
                draft,
                changed,
                later,
                unsaved: (kept) => copies.keep(kept && { id: copy, design: id, person, at: Date.now(), ...kept }),
              }),
          }),
    });
    // oxlint-disable-next-line react/set-state-in-effect -- a worker and a lease are made here, and ended below
    setSession(made);
    const stop = opened.readOnly === null ? holdLease(id, lease, person, made) : () => undefined;
    // Nobody knows whether a hidden page comes back.
    const leave = (): void => copies.flush();
    addEventListener('visibilitychange', leave);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', leave);
      leave();
      lastSaved.current = made.autosave?.flush() ?? Promise.resolve();
      stop();
      made.close();
      setSession((now) => (now === made ? null : now));
    };
  }, [id, lease, person, opened]);

  // Given back when the page is left, not when it opens again; and once the last edits have arrived, as saving them
  // afterwards would take it again.
  const mayHold = useRef(false);
  useEffect(() => {
    mayHold.current ||= opened?.design.may.design === true;
  }, [opened]);
  useEffect(
    () => () => {
      if (mayHold.current) void lastSaved.current.finally(() => release(id, lease));
    },
    [id, lease],
  );

  // Signed out elsewhere or too long away: the sign-in comes up, and what was not saved is offered after it.
  const queries = useQueryClient();
  useEffect(
    () =>
      session?.session.subscribe(({ saved }) => {
        if (saved.kind === 'signed-out') queries.setQueryData(SESSION_KEY, null);
      }),
    [session, queries],
  );

  // Leaving with unsaved work: the last edits are sent, and kept here until they have arrived.
  useEffect(() => {
    if (session === null) return;
    const leaving = (event: BeforeUnloadEvent): void => {
      const { kind } = session.session.getState().saved;
      if (kind !== 'saved') event.preventDefault();
      void session.autosave?.flush();
    };
    addEventListener('beforeunload', leaving);
    return () => removeEventListener('beforeunload', leaving);
  }, [session]);

  return {
    opened,
    error: query.error,
    session,
    lease,
    reopen: (takeOver) => setTurn(({ count }) => ({ count: count + 1, takeOver })),
  };
}

/** Renews the right to save, hears when somebody takes it over, and gives it back when the window goes. */
function holdLease(design: string, lease: string, person: string, { session, autosave }: OpenSession): () => void {
  const params = { design };
  const timer = setInterval(() => {
    if (session.getState().readOnly === null)
      void client
        .call(designRoutes.takeLease, { params, body: { lease } })
        // Taken over, or no connection: saving says which.
        .catch(() => undefined);
  }, RENEW);
  let own: string | null = null;
  const hear = ({ data }: MessageEvent<string>): void => {
    const news = standingIn(data);
    if (news === null) return;
    own ??= news.lease;
    if (news.lease !== null && news.lease !== own && news.holder !== null && session.getState().readOnly === null)
      autosave?.overtaken(editorIn({ ...news.holder, by: news.holder.name }, person));
  };
  const endFollowing = followEvents({
    address: () => addressOf(designRoutes.live, params),
    heard: { design: hear },
  });
  const leave = (): void => {
    if (session.getState().readOnly === null) release(design, lease);
  };
  addEventListener('pagehide', leave);
  return () => {
    removeEventListener('pagehide', leave);
    clearInterval(timer);
    endFollowing();
  };
}

/** Gives the right to save back; outlives the page, so that the next who opens the design need not wait. */
function release(design: string, lease: string): void {
  void fetch(addressOf(designRoutes.releaseLease, { design }, { lease }), {
    method: designRoutes.releaseLease.method,
    headers: { [CSRF_HEADER]: '1' },
    keepalive: true,
  }).catch(() => undefined);
}

interface Standing {
  lease: string | null;
  holder: { name: LocalText; person: string; since: number } | null;
}
function standingIn(data: string): Standing | null {
  try {
    return JSON.parse(data) as Standing | null;
  } catch {
    return null;
  }
}

/** The design as it was opened, or again after publishing. */
export const useDesignFacts = (opened: Design): Design =>
  useQuery({
    queryKey: ['designs', opened.id],
    queryFn: async ({ signal }) => await client.call(designRoutes.get, { params: { design: opened.id }, signal }),
    initialData: opened,
    staleTime: 60_000,
  }).data;
