/**
 * Chance that depends on its key alone, never on call order: the same (seed, unit, item, attempt) gives the same
 * behaviour after any number of kills and restarts.
 */

/** A number in [0, 1) from the key's parts (FNV-1a, then a finalising mix so that near keys differ everywhere). */
export function chance(...key: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of key) {
    for (const char of String(part)) {
      hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
    }
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** A whole number from `low` to `high`, both included. */
export const between = (low: number, high: number, ...key: (string | number)[]): number =>
  low + Math.floor(chance(...key) * (high - low + 1));
