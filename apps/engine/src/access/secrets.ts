/** Random secrets and how they are kept: passwords slowly hashed, long random ones by plain SHA-256. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's recommendation for argon2id: 19 MiB, two passes. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), ARGON2ID);

let nobodysHash: Promise<string> | undefined;
/**
 * Whether a password fits. Unknown logins are checked against a hash of nobody's, so that the time taken does not tell
 * which logins exist.
 */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(randomBytes(24).toString('hex'));
  const against = stored ?? (await nobodysHash);
  const fits = await verify(against, password.normalize('NFKC'));
  return fits && stored !== null && stored !== undefined;
}

/** 256 random bits for a session or token. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
/** How such a secret is stored. Enough for what is random: there is nothing to guess from. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Signs nobody confuses when a code is read out over the telephone. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const group = (): string => Array.from({ length: 4 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('');
/** A one-time code such as `7KQM-2WXA-PD4H`: 59 bits, good for a day. */
export const newCode = (): string => [group(), group(), group()].join('-');
/** Codes are typed by hand: case, blanks and dashes do not matter. */
export const plainCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
/** A first password that can be copied from a screen: 79 bits. */
export const newPassword = (): string => [group(), group(), group(), group()].join('-').toLowerCase();
