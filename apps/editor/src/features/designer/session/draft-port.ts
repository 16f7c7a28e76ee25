/** What the editing session needs from wherever drafts are kept. */
import type { Finding, LocalText, Template } from '@gangmu/core';

/** Somebody else is editing, or has saved since. */
export interface OtherEditor {
  name: LocalText;
  /** Since when, epoch milliseconds; null where nobody said. */
  at: number | null;
  /** Another window of the same person. */
  own: boolean;
}

export type SaveOutcome =
  | { kind: 'saved'; revision: number; at: number }
  /** The server holds a newer revision: another person took over, or another window of one's own. */
  | { kind: 'overtaken'; by: OtherEditor | null }
  /** What is locked was changed; nothing was stored. */
  | { kind: 'refused'; findings: Finding[] }
  /** No answer, or a struggling server: tried again. */
  | { kind: 'unreachable' }
  /** The session ended: sign in again, nothing is lost. */
  | { kind: 'signed-out' };

/** What is saved: the template, and the places of it that were set on purpose although they equal what is above. */
export interface Draft {
  template: Template;
  kept: readonly string[];
}

export interface DraftPort {
  save(draft: Draft, revision: number): Promise<SaveOutcome>;
}
