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

const SURROGATE = /[\ud800-\udfff]/;

/** Strings outside the basic plane are left to the library, which refuses halves of a pair. */
const textOfString = (value: string): string =>
  SURROGATE.test(value) ? (canonicalize(value) ?? '') : JSON.stringify(value);

const write = (value: unknown): string => {
  if (typeof value === 'string') return textOfString(value);
  if (typeof value !== 'object' || value === null) return canonicalize(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if ('toJSON' in value) return canonicalize(value) ?? 'null';
  const entries = value as { [key: string]: unknown };
  let text = '';
  for (const key of Object.keys(entries).sort()) {
    const entry = entries[key];
    if (entry !== undefined) text += `${text === '' ? '' : ','}${textOfString(key)}:${write(entry)}`;
  }
  return `{${text}}`;
};

/**
 * Canonical JSON (RFC 8785) of a plain value: the same value gives the same text everywhere. Fields that are
 * `undefined` are left out. Throws for what JSON cannot say (NaN, half a surrogate pair): a bug, never input.
 *
 * Objects and arrays are walked here because every recorded event passes through: a third of the library's time.
 * Numbers and unusual strings are the library's; the spec holds the two against each other.
 */
export const canonicalText = (value: unknown): string => {
  if (value === undefined) throw new TypeError('this value has no JSON form');
  return write(value);
};

/** The bytes that a text is hashed by: UTF-8. */
export const bytesOf = (text: string): Uint8Array => utf8ToBytes(text);

/** SHA-256 of the parts one after another, in hex. */
export const hashOf = (...parts: Uint8Array[]): Hash => {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return bytesToHex(hash.digest());
};

/** SHA-256(previous hash ‖ event bytes): one link of a stream's chain. Both hashes in hex. */
export const chainHash = (previous: Hash, bytes: Uint8Array): Hash => hashOf(hexToBytes(previous), bytes);
