import type { Evidence, EvidenceValue, Values } from '@gangmu/core';

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && Object.values(value).every(isBlank));

const withoutBlanks = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !isBlank(value)));

/** What a form holds as values to hand in: what was left blank is left out, so that “nothing” is not a value. */
export function toValues(
  declared: Readonly<Record<string, Evidence>>,
  filled: Readonly<Record<string, unknown>>,
): Values {
  const values: Values = {};
  for (const [id, evidence] of Object.entries(declared)) {
    const value = filled[id];
    if (isBlank(value)) continue;
    if (evidence.type === 'head-count') values[id] = withoutBlanks(value as object) as EvidenceValue;
    else if (evidence.type === 'table')
      values[id] = (value as object[]).filter((row) => !isBlank(row)).map(withoutBlanks) as EvidenceValue;
    else if (evidence.type === 'text') values[id] = String(value).trim();
    else values[id] = value as EvidenceValue;
  }
  return values;
}
