/** Generated edits for specs: any template, changed anywhere the format has a place. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { pointer } from '../findings.js';
import { sampleTemplate, stepOf } from '../lint-rules/rule-tester.given.js';
import {
  type Anchor,
  anchorSchema,
  boundSchema,
  type Condition,
  conditionSchema,
  joinSchema,
  type Template,
  templateSchema,
} from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { fieldsIn, isNode, type Node, partOf, type Shape, templateShape, valueAt } from './shape.js';

/** The county template that is shipped. */
export const countyTemplate = (): Template => {
  const file = new URL('../../../../workflows/county-campaign/template.json', import.meta.url);
  const parsed = parseTemplate(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
};

/** The small sample with a condition, a join, occurrences, an opening, a review and a policy: something of every sort. */
export const variedTemplate = (): Template =>
  templateSchema.parse(
    sampleTemplate((t) => {
      Object.assign(stepOf(t, 'reading'), {
        when: { in: [{ var: 'unit.category' }, ['village', 'organ']] },
        occurrences: { mode: 'each', register: 'leaders' },
        opening: { notBefore: { anchor: { from: 'phase-opening', phase: 'study' }, offset: 2 } },
      });
      Object.assign(stepOf(t, 'plan'), {
        when: { '>': [{ var: 'item.reading.days' }, 2] },
        join: { atLeast: 1 },
        reviews: { first: { by: { who: 'superior' } }, second: { by: { who: 'role', role: 'secretary' }, order: 1 } },
      });
      t.edges = { ...t.edges, b: { from: 'reading', to: 'plan', kind: 'needs' } };
      t.policies = { p: { title: { zh: '减负' }, reason: { zh: '减负' }, rule: { type: 'max-items', max: 9 } } };
    }),
  );

/** A number that decides where and what; shrinks towards 0. */
export type Chance = number;
export const chances = (max: number): fc.Arbitrary<Chance[]> =>
  fc.array(fc.nat({ max: 2 ** 31 - 1 }), { maxLength: max });

interface Place {
  path: string;
  shape: Shape;
  optional: boolean;
  element: boolean;
  value: unknown;
  siblings: Node;
}

/** Places that are there, and optional fields that could be. */
function placesOf(template: Template): Place[] {
  const places: Place[] = [];
  const visit = (shape: Shape, value: unknown, path: string): void => {
    if (!isNode(value)) return;
    const keys = new Set([...Object.keys(value), ...(fieldsIn(shape, value)?.keys() ?? [])]);
    for (const key of keys) {
      const part = partOf(shape, value, key);
      if (!part || (shape.kind === 'variant' && key === shape.by)) continue;
      const place = path + pointer(key);
      if (['/format', '/id', '/$schema'].includes(place)) continue;
      const element = shape.kind === 'elements';
      places.push({
        path: place,
        shape: part.shape,
        optional: part.optional,
        element,
        value: value[key],
        siblings: value,
      });
      visit(part.shape, value[key], place);
    }
  };
  visit(templateShape, template, '');
  return places;
}

const put = (template: Template, path: string, value: unknown): void => {
  const at = path.lastIndexOf('/');
  const owner = valueAt(template, path.slice(0, at)) as Record<string, unknown>;
  const key = path
    .slice(at + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  if (value === undefined) delete owner[key];
  else owner[key] = value;
};

const anchors: Anchor[] = [
  { from: 'campaign-start' },
  { from: 'campaign-end' },
  { from: 'date', date: '2026-06-30' },
  { from: 'item-opening' },
];
const conditions: Condition[] = [
  true,
  { '==': [{ var: 'unit.category' }, 'village'] },
  { '>': [{ var: 'unit.size' }, 30] },
];
const anotherOf = <T>(of: readonly T[], value: unknown, chance: Chance): T | undefined => {
  const others = of.filter((one) => JSON.stringify(one) !== JSON.stringify(value));
  return others[chance % others.length];
};

/** Another answer to what is one question, however it is written. */
function answered({ schema }: Shape, value: unknown, chance: Chance): unknown {
  if (schema === anchorSchema) return anotherOf(anchors, value, chance);
  if (schema === joinSchema) return anotherOf(['all', 'any', { atLeast: 2 }], value, chance);
  if (schema === boundSchema && chance % 2 === 0 && isNode(value))
    return { ...value, anchor: anotherOf(anchors, value['anchor'], chance >> 1) };
  if (schema !== conditionSchema) return changed(value, chance);
  const more = anotherOf(conditions, value, chance >> 2) ?? true;
  return [{ '!': value }, { and: [value, more] }, { or: [value, more] }, more][chance % 4];
}

function changed(value: unknown, chance: Chance): unknown {
  if (typeof value === 'string') return `${value}${'甲乙丙丁'[chance % 4] ?? ''}`;
  if (typeof value === 'number') return value + 1 + (chance % 3);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return chance % 2 === 0 ? value.slice(1) : [...value, ...value.slice(0, 1)];
  if (isNode(value) && 'zh' in value) return { ...value, zh: `${String(value['zh'])}${'甲乙丙丁'[chance % 4] ?? ''}` };
  if (isNode(value) && typeof value['offset'] === 'number')
    return { ...value, offset: value['offset'] + 1 + (chance % 3) };
  return value;
}

const ANSWERS: readonly unknown[] = [anchorSchema, boundSchema, conditionSchema, joinSchema];
const isAnswer = ({ shape, value, element }: Place): boolean =>
  value !== undefined && (ANSWERS.includes(shape.schema) || (shape.kind === 'variant' && !element));

/** One edit somewhere, chosen by chance; the place keeps its shape, its sense is nobody's business here. */
function edit(template: Template, chance: Chance): void {
  const all = placesOf(template);
  // Conditions, anchors, joins and whatever has variants are few among so many places: a third of all edits are theirs.
  const few = chance % 3 === 0 ? all.filter(isAnswer) : [];
  const places = few.length > 0 ? few : all;
  const place = places[Math.floor(chance / 3) % places.length];
  if (!place) return;
  const how = Math.floor(chance / 11) % 4;
  const { path, shape, value, element, siblings } = place;
  if (value === undefined) {
    const lent = all.find((one) => one.value !== undefined && one.shape === shape);
    if (lent) put(template, path, structuredClone(lent.value));
    return;
  }
  if (element && how === 0) return put(template, path, undefined);
  if (element && how === 1) {
    const id = `new-${chance % 5}`;
    if (!Object.hasOwn(siblings, id))
      put(template, path.slice(0, path.lastIndexOf('/')) + pointer(id), structuredClone(value));
    return;
  }
  if (shape.kind === 'variant' && (!element || how === 2)) {
    const others = all.filter(
      (one) => one.shape === shape && isNode(one.value) && isNode(value) && one.value[shape.by] !== value[shape.by],
    );
    const other = others[Math.floor(chance / 5) % others.length];
    if (other) put(template, path, structuredClone(other.value));
    return;
  }
  if (!element && place.optional && how === 0) return put(template, path, undefined);
  if (shape.kind === 'set' && Array.isArray(value)) {
    const member = `m${chance % 4}`;
    const members = value as string[];
    const next = how < 2 ? members.slice(1) : members.includes(member) ? members : [...members, member];
    return put(template, path, next);
  }
  if (shape.kind === 'value') put(template, path, answered(shape, value, chance));
}

/** The template after some edits; the given one is not touched. */
export function edited(template: Template, choices: readonly Chance[]): Template {
  const next = structuredClone(template);
  for (const chance of choices) edit(next, chance);
  return next;
}

/** Places to keep: some that are there. */
export const somePlaces = (template: Template, choices: readonly Chance[]): string[] => {
  if (choices.length === 0) return [];
  const places = placesOf(template).filter(({ value }) => value !== undefined);
  return choices.flatMap((chance) => places[chance % places.length]?.path ?? []);
};
