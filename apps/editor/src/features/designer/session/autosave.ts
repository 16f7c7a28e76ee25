/**
 * Saving by itself: a moment after the last edit, one request at a time, always the newest state, again and again while
 * the server is silent. Nothing here knows about the page; time is asked of whoever starts it.
 */
import type { Finding } from '@gangmu/core';
import type { Draft, DraftPort, OtherEditor } from './draft-port.js';

export type SaveState =
  | { kind: 'saved'; at: number | null }
  /** Edits not yet sent. */
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** The server is silent; kept in this browser. */
  | { kind: 'offline' }
  | { kind: 'refused'; findings: Finding[] }
  | { kind: 'overtaken'; by: OtherEditor | null; unsaved: boolean }
  | { kind: 'signed-out' };

export interface Unsaved extends Draft {
  from: Draft;
}

export interface AutosaveOptions {
  port: DraftPort;
  revision: number;
  draft: Draft;
  /** Milliseconds of quiet before saving, and between attempts while the server is silent. */
  quiet?: number;
  retry?: number;
  changed(state: SaveState): void;
  /** Called with what is not saved yet and what it was made on, as far as the server has it; null when all is saved. */
  unsaved(copy: Unsaved | null): void;
  /** Calls back after a while; answers with how to call it off. */
  later: (run: () => void, milliseconds: number) => () => void;
}

export interface Autosave {
  edited(draft: Draft): void;
  /** Saves at once; resolves when everything is saved or cannot be. */
  flush(): Promise<SaveState>;
  /** Somebody else has the right to save now: what waits is still handed in, and put aside there. */
  overtaken(by: OtherEditor | null): void;
  state(): SaveState;
  revision(): number;
  close(): void;
}

const same = (a: Draft, b: Draft): boolean => a.template === b.template && a.kept === b.kept;

export function startAutosave(options: AutosaveOptions): Autosave {
  const { port, later, quiet = 700, retry = 4000 } = options;
  let { revision } = options;
  let newest = options.draft;
  let stored = options.draft;
  let state: SaveState = { kind: 'saved', at: null };
  let cancel: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let closed = false;
  /** The server takes nothing of this session any more. */
  let ended = false;
  /** Who took over, as was heard before the server said so of what was sent. */
  let heard: OtherEditor | null | undefined;

  const copy = (): Unsaved | null => (same(newest, stored) ? null : { ...newest, from: stored });
  const lostTo = (by: OtherEditor | null): SaveState => ({ kind: 'overtaken', by, unsaved: copy() !== null });

  const become = (next: SaveState): void => {
    state = next;
    options.changed(next);
  };
  const wait = (milliseconds: number): void => {
    cancel?.();
    // Nobody is there any more to hold the right to save; what is not saved is kept in this browser.
    if (closed) return;
    cancel = later(() => void send(), milliseconds);
  };

  const attempt = async (): Promise<void> => {
    const sent = newest;
    if (heard === undefined) become({ kind: 'saving' });
    const outcome = await port.save(sent, revision);
    if (outcome.kind === 'saved') {
      revision = outcome.revision;
      stored = sent;
      options.unsaved(copy());
      if (heard !== undefined) become(lostTo(heard));
      else if (same(newest, stored)) become({ kind: 'saved', at: outcome.at });
      else {
        become({ kind: 'waiting' });
        wait(quiet);
      }
    } else if (outcome.kind === 'unreachable') {
      if (heard === undefined) become({ kind: 'offline' });
      wait(retry);
    } else {
      ended = outcome.kind !== 'refused';
      if (outcome.kind === 'overtaken') become(lostTo(outcome.by ?? heard ?? null));
      else become(heard === undefined || ended ? outcome : lostTo(heard));
    }
  };

  const send = async (): Promise<void> => {
    cancel?.();
    cancel = null;
    if (running !== null) return await running;
    if (ended) return;
    if (same(newest, stored)) {
      // What was typed was taken back before it was sent.
      if (state.kind !== 'waiting') return;
      options.unsaved(null);
      return become({ kind: 'saved', at: null });
    }
    running = attempt();
    try {
      await running;
    } finally {
      running = null;
    }
  };

  return {
    edited(draft) {
      if (same(draft, newest)) return;
      newest = draft;
      options.unsaved({ ...draft, from: stored });
      if (ended || heard !== undefined) return;
      if (state.kind !== 'saving') become({ kind: 'waiting' });
      wait(quiet);
    },
    async flush() {
      await send();
      // What was typed while the last request was on its way is sent as well.
      if (!same(newest, stored) && state.kind === 'waiting') await send();
      return state;
    },
    overtaken(by) {
      if (ended) return;
      heard = by;
      become(lostTo(by));
    },
    state: () => state,
    revision: () => revision,
    close() {
      closed = true;
      cancel?.();
      cancel = null;
    },
  };
}
