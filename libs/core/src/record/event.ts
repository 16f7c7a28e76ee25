import type { Instant } from '../instants.js';
import { bytesOf, canonicalText, chainHash, type Hash } from './canonical.js';
import { openPersonal, type PersonalValue, sealPersonal } from './personal.js';

/** Each of these has chains of its own. */
export const streamKinds = ['access', 'campaign', 'design', 'problem', 'round', 'rule', 'run', 'template'] as const;
export type StreamKind = (typeof streamKinds)[number];
export interface Stream {
  kind: StreamKind;
  id: string;
}

/** What is recorded of one event. The hash covers all of it: place, time and actor cannot be changed alone. */
export interface Envelope {
  /** `run/4f…` */
  stream: string;
  /** 1, 2, 3 … without a gap */
  seq: number;
  at: Instant;
  by: unknown;
  event: { type: string };
}

export interface Recorded {
  /** Canonical JSON of the sealed envelope: the bytes that are hashed, stored as text and never rewritten. */
  body: string;
  hash: Hash;
  /** Values to be stored apart, in the same transaction. */
  personal: PersonalValue[];
}

/** A stream as it is named in exports and verdicts. */
export const streamName = (stream: Stream): string => `${stream.kind}/${stream.id}`;

/**
 * Makes one event ready to be stored: personal fields out, canonical text, hash chained to the previous one.
 *
 * @param previous hash of the stream's last event, `GENESIS` for the first
 * @param newSalt fresh random hex, at least 128 bits; called once per personal field
 * @param hash the same function by other means: a server has a faster SHA-256 than JavaScript
 */
export const recordEvent = (
  entry: { stream: Stream; seq: number; at: Instant; by: unknown; event: { type: string } },
  previous: Hash,
  newSalt: () => string,
  hash: typeof chainHash = chainHash,
): Recorded => {
  const envelope: Envelope = {
    stream: streamName(entry.stream),
    seq: entry.seq,
    at: entry.at,
    by: entry.by,
    event: entry.event,
  };
  const { sealed, values } = sealPersonal(envelope, newSalt);
  const body = canonicalText(sealed);
  return { body, hash: hash(previous, bytesOf(body)), personal: values };
};

/** Reads a recorded body back for folding, with the personal values that still exist put in again. */
export const openEvent = (body: string, lookup: (hash: Hash) => unknown): Envelope =>
  openPersonal(JSON.parse(body), lookup) as Envelope;
