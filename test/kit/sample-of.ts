/** The smallest value a schema accepts, for tests that only need a request to be well-formed. */
import { z } from 'zod';

type JsonSchema = {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  default?: unknown;
};

/** Offered for the value of a property by name; undefined leaves it to the schema. */
export type ValueFor = (property: string) => unknown;

const STRINGS = [
  'sample',
  'a',
  'A1',
  '2026-03-02',
  '18:00',
  'Sample1',
  '0'.repeat(64),
  'x-1',
  'a@example.invalid',
  '1',
];

function sampleString(schema: JsonSchema): string {
  const parts = [schema, ...(schema.allOf ?? [])];
  const formats = new Set(parts.map((part) => part.format));
  if (formats.has('date')) return '2026-03-02';
  if (formats.has('email')) return 'a@example.invalid';
  if (formats.has('base64') || formats.has('byte')) return 'YSxiCjEsMgo=';
  const patterns = parts.flatMap((part) => (part.pattern === undefined ? [] : [new RegExp(part.pattern, 'u')]));
  const least = schema.minLength ?? 0;
  const fitting = STRINGS.find((text) => text.length >= least && patterns.every((pattern) => pattern.test(text)));
  return fitting ?? 'sample'.padEnd(least, 'x');
}

function sample(schema: JsonSchema, name: string, valueFor: ValueFor, root: JsonSchema, depth: number): unknown {
  const offered = valueFor(name);
  if (offered !== undefined) return schema.type === 'array' && !Array.isArray(offered) ? [offered] : offered;
  if (depth > 12) return null;
  const inner = (next: JsonSchema, as = name): unknown => sample(next, as, valueFor, root, depth + 1);
  if (schema.$ref !== undefined) {
    const target = schema.$ref === '#' ? root : root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
    return target === undefined ? null : inner(target);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const first = (schema.anyOf ?? schema.oneOf)?.[0];
  if (first !== undefined) return inner(first);
  if (schema.type === 'string') return sampleString(schema);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => inner(part)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(
      ([property, one]) =>
        ((schema.required ?? []).includes(property) && one.default === undefined) || valueFor(property) !== undefined,
    );
    return Object.fromEntries(entries.map(([property, one]) => [property, inner(one, property)]));
  }
  if (type === 'array') {
    if (schema.prefixItems !== undefined) return schema.prefixItems.map((item) => inner(item));
    return Array.from({ length: schema.minItems ?? 0 }, (_, at) => vary(inner(schema.items ?? {}), at));
  }
  if (type === 'integer' || type === 'number')
    return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  return sampleString(schema);
}

/** Entries of a list that must differ do so in their code. */
const vary = (value: unknown, at: number): unknown =>
  typeof value === 'object' && value !== null && 'code' in value ? { ...value, code: `sample-${at}` } : value;

/** A value the schema accepts, with `valueFor` naming what to put where. */
export function sampleOf(schema: z.ZodType, valueFor: ValueFor = () => undefined): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return sample(json, '', valueFor, json, 0);
}
