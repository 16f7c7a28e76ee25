/** What the record keeps of designs: who began, decided, granted and published what. Autosaves are not recorded. */
import type { Decision, Pointer } from '@gangmu/core';
import { appendEvents, appendToStreams } from '../record/append-events.js';
import type { Transaction } from '../units/sql.js';

export type DesignEvent =
  | { type: 'DesignBegun'; kind: 'template' | 'adaptation'; unit: string; root: string; from: string }
  | { type: 'DesignChanged'; applies?: string; takeover?: string; archived?: boolean; reason?: string }
  | { type: 'DraftTakenOver'; from: string; to: string }
  | {
      type: 'DesignPublished';
      number: number;
      hash: string;
      base: string | null;
      origin: 'published' | 'taken-over';
      reason: string;
      document: string | null;
      decisions: Decision[];
    }
  | { type: 'UpdateDecided'; against: string; decisions: Decision[]; reopened: string[] }
  | { type: 'UpdateTakenOver'; from: string; to: string }
  | {
      type: 'VarianceAsked';
      variance: string;
      unit: string;
      path: Pointer;
      allows: string;
      reason: string;
      setBy: string;
    }
  | {
      type: 'VarianceAnswered';
      variance: string;
      granted: boolean;
      units: string[];
      from: string | null;
      to: string | null;
      reason: string;
      document: string | null;
    }
  | { type: 'VarianceWithdrawn'; variance: string; reason: string }
  | { type: 'TighteningsSeen'; below: string; number: number }
  | { type: 'AdoptionReminded'; designs: string[]; units: string[] }
  | { type: 'AdaptationDeclined'; unit: string };

export interface Stamp {
  at: number;
  /** Null for the machine. */
  person: string | null;
}

const recordedBy = (person: string | null): object =>
  person === null ? { person: null, role: 'machine' } : { person, role: 'designer' };

/** Appends to the design's chain, inside the transaction of what is recorded. */
export async function recordDesign(
  sql: Transaction,
  design: string,
  { at, person }: Stamp,
  ...events: DesignEvent[]
): Promise<void> {
  await appendEvents(sql, { kind: 'design', id: design }, { at, by: recordedBy(person) }, events);
}

/** The same for several designs at once. */
export async function recordDesigns(
  sql: Transaction,
  { at, person }: Stamp,
  recorded: readonly { design: string; events: DesignEvent[] }[],
): Promise<void> {
  const appended = recorded.map(({ design, events }) => ({ stream: { kind: 'design' as const, id: design }, events }));
  await appendToStreams(sql, { at, by: recordedBy(person) }, appended);
}
