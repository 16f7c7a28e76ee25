/**
 * The one way a template is changed. Edits are carried out one after the other, then every element that was touched is
 * checked against the format and its defaults are filled in; if anything is refused, nothing has happened. Elements
 * that were not touched stay the same objects.
 */
import { z } from 'zod';
import { isTimeZone } from '../calendar/time-zone.js';
import { type Finding, pointer, type Refusal, refuse, type Result } from '../findings.js';
import { keysOf, valueAt } from '../pointer.js';
import { type Template, templateSchema } from '../template/document.js';
import { checkShape, findingsOf, type Issue, TEMPLATE_LIMITS } from '../template/parse.js';
import { type Applied, type Edit, remove, set } from './operation.js';
import { equal as sameValue } from '../adaptation/shape.js';

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON value as it would come back from text: without undefined fields, and nobody else's object. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => plain(entry) ?? null);
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (entry === undefined ? [] : [[key, plain(entry)]])),
  );
}

/** The document with a place set (or, with undefined, taken away); everything beside the way there is shared. */
function withValue(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const tree = node as Tree;
  if (value === undefined && rest.length === 0) {
    const { [key]: _gone, ...others } = tree;
    return others;
  }
  return { ...tree, [key]: withValue(tree[key], rest, value) };
}

/** A list with one entry set, appended or taken out, at whatever depth below it; null where there is no such entry. */
function listWith(list: readonly unknown[], keys: readonly string[], edit: Edit): unknown[] | null {
  const [key = '', ...rest] = keys;
  const index = key === '-' ? list.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > list.length) return null;
  if (rest.length === 0) {
    if (edit.op === 'set') return list.toSpliced(index, 1, edit.value);
    return index < list.length ? list.toSpliced(index, 1) : null;
  }
  const entry = list[index];
  let inner: unknown = null;
  if (Array.isArray(entry)) inner = listWith(entry, rest, edit);
  else if (isTree(entry))
    inner = edit.op === 'remove' ? withValue(entry, rest, undefined) : withTree(entry, rest, edit);
  return inner === null ? null : list.toSpliced(index, 1, inner);
}
const withTree = (entry: Tree, keys: readonly string[], edit: Edit & { op: 'set' }): unknown => {
  const [key = '', ...rest] = keys;
  const inner = entry[key];
  if (rest.length === 0) return { ...entry, [key]: edit.value };
  if (Array.isArray(inner)) {
    const list = listWith(inner, rest, edit);
    return list && { ...entry, [key]: list };
  }
  return { ...entry, [key]: withTree(isTree(inner) ? inner : {}, rest, edit) };
};

const gone = (path: string): { ok: false; refusal: Refusal } => refuse('operations.gone', path);

/**
 * The edit as it can be carried out by setting or removing one key of objects that exist: entries of lists become the
 * whole list, and optional objects on the way that are not there yet are made.
 */
function grounded(template: Template, edit: Edit): Result<{ keys: string[]; value: unknown } | null> {
  const { path } = edit;
  const keys = keysOf(path);
  if (keys.length === 0 || !path.startsWith('/')) return gone(path);
  const shape = checkShape({ [keys.at(-1) ?? '']: edit.op === 'set' ? edit.value : null });
  if (shape) return refuse(shape.code, path, shape.params);
  for (const key of keys) if (checkShape({ [key]: null })) return refuse('template.forbidden-key', path, { key });
  if (edit.op === 'set' && edit.value === undefined) return refuse('operations.no-value', path);
  let node: unknown = template;
  for (const [depth, key] of keys.entries()) {
    const last = depth === keys.length - 1;
    if (Array.isArray(node)) {
      const list = listWith(node, keys.slice(depth), edit);
      return list ? { ok: true, value: { keys: keys.slice(0, depth), value: list } } : gone(path);
    }
    if (!isTree(node)) return gone(path);
    if (!Object.hasOwn(node, key)) {
      if (edit.op === 'remove') return gone(path);
      // An element of a map is made whole or not at all; only what lies within an existing one may be missing.
      if (!last && depth === 1 && isMap(keys[0] ?? '')) return gone(path);
      const value = keys.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), edit.value);
      return { ok: true, value: { keys: keys.slice(0, depth + 1), value: plain(value) } };
    }
    if (last) {
      if (edit.op === 'remove') return { ok: true, value: { keys, value: undefined } };
      return { ok: true, value: sameValue(node[key], edit.value) ? null : { keys, value: plain(edit.value) } };
    }
    node = node[key];
  }
  return gone(path);
}

const inner = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema;
const fields: Readonly<Record<string, z.ZodType>> = templateSchema.shape;
const isMap = (field: string): boolean => {
  const schema = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return schema !== undefined && inner(schema) instanceof z.ZodRecord;
};

/** The schema of an element (`/steps/x`) or of a field of the document, whichever was touched. */
function schemaAt(keys: readonly string[]): z.ZodType | null {
  const schema = keys[0] !== undefined && Object.hasOwn(fields, keys[0]) ? fields[keys[0]] : undefined;
  if (!schema) return null;
  if (keys.length === 1) return schema;
  const map = inner(schema);
  return map instanceof z.ZodRecord ? (map.valueType as z.ZodType) : null;
}

/** What filling in defaults adds to a value. */
function additions(raw: unknown, parsed: unknown, path: string): Edit[] {
  if (!isTree(raw) || !isTree(parsed)) return sameValue(raw, parsed) ? [] : [set(path, parsed)];
  return Object.keys(parsed).flatMap((key) =>
    additions(Object.hasOwn(raw, key) ? raw[key] : undefined, parsed[key], path + pointer(key)),
  );
}

const first = (findings: readonly Finding[], path: string): { ok: false; refusal: Refusal } => {
  const [one] = findings;
  return one ? refuse(one.code, one.path, one.params) : refuse('template.invalid-value', path);
};

/** Checks a touched element; answers with the defaults to be filled in. */
function checked(template: Template, keys: readonly string[]): Result<Edit[]> {
  const path = pointer(...keys);
  const schema = schemaAt(keys);
  if (!schema) return refuse('template.unknown-field', path, { key: keys.at(-1) ?? '' });
  const raw = valueAt(template, path);
  const id = keys[1];
  if (id !== undefined && raw !== undefined && !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(id))
    return refuse('template.invalid-id', path, { id });
  if (raw === undefined && keys.length === 2) return { ok: true, value: [] };
  const result = schema.safeParse(raw, { reportInput: true });
  if (!result.success)
    return first(
      (result.error.issues as Issue[]).flatMap((one) => findingsOf(one, [...keys])),
      path,
    );
  return { ok: true, value: result.data === undefined ? [] : additions(raw, result.data, path) };
}

/** What holds of the document as a whole, apart from its parts. */
function checkedWhole(template: Template, touched: ReadonlySet<string>): Refusal | null {
  if (touched.has('/timeZone') && !isTimeZone(template.timeZone))
    return { code: 'template.unknown-time-zone', path: '/timeZone', params: { timeZone: template.timeZone } };
  for (const field of ['steps', 'phases'] as const)
    if (Object.keys(template[field]).length > TEMPLATE_LIMITS[field])
      return { code: 'template.too-big', path: `/${field}`, params: { max: TEMPLATE_LIMITS[field] } };
  return null;
}

/**
 * Carries out edits. Answers with the new template, the edits as they were carried out (what changed nothing is left
 * out, defaults are filled in) and their inverse; or with the first refusal, whose path is a place of the template.
 */
export function applyEdits(template: Template, edits: readonly Edit[]): Result<Applied> {
  let next = template;
  const done: Edit[] = [];
  const inverse: Edit[] = [];
  const touched = new Set<string>();
  const carryOut = (keys: string[], value: unknown): void => {
    const path = pointer(...keys);
    const before = valueAt(next, path);
    next = withValue(next, keys, value) as Template;
    done.push(value === undefined ? remove(path) : set(path, value));
    inverse.push(before === undefined ? remove(path) : set(path, before));
    touched.add(pointer(...keys.slice(0, isMap(keys[0] ?? '') ? 2 : 1)));
  };
  for (const edit of edits) {
    const ground = grounded(next, edit);
    if (!ground.ok) return ground;
    if (ground.value) carryOut(ground.value.keys, ground.value.value);
  }
  // Filling in defaults touches the same elements again, none besides.
  for (const path of touched) {
    const check = checked(next, keysOf(path));
    if (!check.ok) return check;
    for (const edit of check.value) if (edit.op === 'set') carryOut(keysOf(edit.path), edit.value);
  }
  const refusal = checkedWhole(next, touched);
  if (refusal) return { ok: false, refusal };
  return { ok: true, value: { template: next, edits: done, inverse: inverse.toReversed() } };
}
