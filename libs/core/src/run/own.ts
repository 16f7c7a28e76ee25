/**
 * Reads a record by a key that came from outside: only what the record itself holds, so that a step called
 * `constructor` or a hostile `__proto__` finds nothing.
 */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
