import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Hash, isHash } from '@gangmu/core';

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

/** Raw Ed25519 key in hex out of hex, base64 or PEM text; undefined when it is none of them. */
export const publicKeyOf = (text: string): Hash | undefined => {
  const trimmed = text.trim();
  if (isHash(trimmed.toLowerCase())) return trimmed.toLowerCase();
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return hexOf(trimmed);
  if (!trimmed.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    const { x, crv } = createPublicKey(trimmed).export({ format: 'jwk' });
    return crv === 'Ed25519' && x !== undefined ? hexOf(x) : undefined;
  } catch {
    return undefined;
  }
};

/** Reads a key given on the command line: the key itself, or the name of a file it stands in. */
export const readPublicKey = async (given: string): Promise<Hash | undefined> =>
  publicKeyOf(given) ?? publicKeyOf(await readFile(given, 'utf8'));

const keys = new Map<Hash, KeyObject>();
const keyObject = (key: Hash): KeyObject => {
  const known = keys.get(key);
  if (known) return known;
  const made = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key, 'hex').toString('base64url') },
    format: 'jwk',
  });
  keys.set(key, made);
  return made;
};

/** Whether an Ed25519 signature (hex) over bytes was made with the private half of a key (hex). */
export const checkSignature = (key: Hash, bytes: Uint8Array, signature: string): boolean => {
  try {
    return verify(null, bytes, keyObject(key), Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
};
