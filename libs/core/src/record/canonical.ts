import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import canonicalize from 'canonicalize';

/** A SHA-256 as 64 lower-case hex digits. */
export type Hash = string;

/** What stands before the first event of a stream and before the first manifest. */
export const GENESIS: Hash = '0'.repeat(64);

const HASH = /^[0-9a-f]{64}$/;

/** Whether a value is a hash in the one spelling the record uses. */
export const isHash = (value: unknown): value is Hash => typeof value === 'string' && HASH.test(value);

/**
 * Canonical JSON (RFC 8785) of a plain value: the same value gives the same text everywhere. Fields that are
 * `undefined` are left out. Throws for what JSON cannot say (NaN, functions at the top): a bug, never input.
 */
export const canonicalText = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
};

export const bytesOf = (text: string): Uint8Array => utf8ToBytes(text);

/** SHA-256 of the parts one after another, in hex. */
export const hashOf = (...parts: Uint8Array[]): Hash => {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return bytesToHex(hash.digest());
};

/** SHA-256(previous hash ‖ event bytes): one link of a stream's chain. Both hashes in hex. */
export const chainHash = (previous: Hash, bytes: Uint8Array): Hash => hashOf(hexToBytes(previous), bytes);
