/**
 * What a place of a template is, for difference and merge: read off the schema, so that a new field of the document is
 * never forgotten here.
 */
import { z } from 'zod';
import {
  anchorSchema,
  boundSchema,
  conditionSchema,
  joinSchema,
  localTextSchema,
  type Template,
  templateSchema,
} from '../template/document.js';
import { keysOf } from '../pointer.js';

export { keysOf, valueAt, within } from '../pointer.js';

type Schema = z.core.$ZodType;

/**
 * - `value`: changed as a whole.
 * - `set`: members in no order (lists of texts; lists of anything else are values).
 * - `elements`: a map; its entries are added and removed.
 * - `fields`: an object; its fields are set and unset.
 * - `variant`: an object whose fields depend on one of them. Another variant is another value.
 */
export type Shape = { schema: Schema } & (
  | { kind: 'value' }
  | { kind: 'set' }
  | { kind: 'elements'; of: Shape }
  | { kind: 'fields'; fields: ReadonlyMap<string, Field> }
  | { kind: 'variant'; by: string; variants: ReadonlyMap<string, ReadonlyMap<string, Field>> }
);
export interface Field {
  shape: Shape;
  optional: boolean;
}

/**
 * What is one answer to one question, however many fields it is written in. A text in two languages says one thing; a
 * bound is one date: an offset that belongs to another anchor is nonsense nobody wrote.
 */
const whole: ReadonlySet<Schema> = new Set<Schema>([
  anchorSchema,
  boundSchema,
  conditionSchema,
  joinSchema,
  localTextSchema,
  templateSchema.shape.layout.unwrap().valueType,
]);

const isText = (schema: Schema): boolean => schema instanceof z.ZodString || schema instanceof z.ZodStringFormat;

const fieldsOf = (schema: z.ZodObject): Map<string, Field> =>
  new Map(
    Object.entries(schema.shape).map(([key, field]) => [
      key,
      { shape: shapeOf(field), optional: field instanceof z.ZodOptional },
    ]),
  );

function shapeOf(schema: Schema): Shape {
  if (whole.has(schema)) return { kind: 'value', schema };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodObject) return { kind: 'fields', fields: fieldsOf(schema), schema };
  if (schema instanceof z.ZodRecord) return { kind: 'elements', of: shapeOf(schema.valueType), schema };
  if (schema instanceof z.ZodArray) return { kind: isText(schema.element) ? 'set' : 'value', schema };
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return { kind: 'value', schema };
  const by = schema.def.discriminator;
  const variants = new Map<string, Map<string, Field>>();
  for (const option of schema.options) {
    const names = option instanceof z.ZodObject ? option.shape[by] : undefined;
    if (!(option instanceof z.ZodObject) || !(names instanceof z.ZodLiteral)) continue;
    for (const name of names.values) variants.set(String(name), fieldsOf(option));
  }
  return { kind: 'variant', by, variants, schema };
}

/** The shape of a whole template. */
export const templateShape: Shape = shapeOf(templateSchema);

export type Node = Readonly<Record<string, unknown>>;
/** Whether a value is an object with fields, no list. */
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields that a value of this shape may have; undefined where it is no object of fields. */
export function fieldsIn(shape: Shape, value: unknown): ReadonlyMap<string, Field> | undefined {
  if (shape.kind === 'fields') return shape.fields;
  if (shape.kind !== 'variant' || !isNode(value)) return undefined;
  return shape.variants.get(String(value[shape.by]));
}

/** Whether two values can be compared part by part: both are there, and of one variant. */
export function comparable(shape: Shape, a: unknown, b: unknown): boolean {
  if (shape.kind === 'value' || shape.kind === 'set') return false;
  if (!isNode(a) || !isNode(b)) return false;
  return shape.kind !== 'variant' || (a[shape.by] === b[shape.by] && fieldsIn(shape, a) !== undefined);
}

/** The shape of one part of a value, and whether that part may be missing. */
export function partOf(shape: Shape, value: unknown, key: string): Field | undefined {
  if (shape.kind === 'elements') return { shape: shape.of, optional: true };
  return fieldsIn(shape, value)?.get(key);
}

/** What a place of this template is; undefined where the format has no such place. */
export function shapeAt(template: Template, path: string): Field | undefined {
  let field: Field | undefined = { shape: templateShape, optional: false };
  let value: unknown = template;
  for (const key of keysOf(path)) {
    field = partOf(field.shape, value, key);
    if (!field) return undefined;
    value = isNode(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return field;
}

const sameKeys = (a: Node, b: Node, equal: (key: string) => boolean): boolean => {
  for (const key of Object.keys(a)) if (a[key] !== undefined && !equal(key)) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
};

/** Whether two JSON values are equal; fields in any order, a field that is `undefined` being none. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((member, index) => equal(member, b[index]));
  return isNode(a) && isNode(b) && sameKeys(a, b, (key) => equal(a[key], b[key]));
}

/** Whether two values of one shape say the same: the order of a set's members means nothing. */
export function same(shape: Shape, a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (shape.kind === 'set') return Array.isArray(a) && Array.isArray(b) && equalSets(a, b);
  if (!comparable(shape, a, b)) return equal(a, b);
  const [one, other] = [a as Node, b as Node];
  return sameKeys(one, other, (key) => {
    const part = partOf(shape, one, key);
    return part ? same(part.shape, one[key], other[key]) : equal(one[key], other[key]);
  });
}

const equalSets = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((member) => right.has(member));
};
