import type { Param } from '../findings.js';
import type { Hash } from './canonical.js';

/** The first thing in an export that does not fit. `code` has words in both languages. */
export interface Misfit {
  code: `record.${string}`;
  /** Line of the file, from 1. */
  line: number;
  /** The stream it concerns, e.g. `run/4f…`, and the number of the event in it. */
  stream?: string;
  seq?: number;
  /** Number of the manifest it concerns. */
  manifest?: number;
  params: Record<string, Param>;
}

export interface Intact {
  status: 'intact';
  streams: number;
  events: number;
  manifests: number;
  /** Days of the first and the last manifest; null when nothing was ever recorded. */
  from: string | null;
  to: string | null;
  /** Merkle root and hash of the last manifest: to be compared with a copy kept elsewhere. */
  root: Hash | null;
  manifest: Hash | null;
  personal: { included: number; erased: number };
}
export interface Broken {
  status: 'broken';
  first: Misfit;
  /** What had been checked and found whole before it. */
  checked: { events: number; manifests: number };
}
export type Verdict = Intact | Broken;

export interface VerifyOptions {
  /** Public keys the reader trusts, 32 bytes in hex. Keys named inside the export are never trusted. */
  keys: readonly Hash[];
  /** Ed25519 check of a signature (hex) over bytes; given from outside because this library stays free of I/O. */
  checkSignature: (key: Hash, bytes: Uint8Array, signature: string) => boolean;
  /** Hashes of manifests kept elsewhere, by number: a record rewritten with the right key is found by them. */
  known?: ReadonlyMap<number, Hash>;
  /** Longest accepted line in bytes. */
  maxLine?: number;
}
