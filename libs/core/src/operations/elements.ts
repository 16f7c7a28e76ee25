/** What operations ask of a template before they edit it, and how they refuse. */
import { z } from 'zod';
import { type Param, pointer, type Refusal, refuse } from '../findings.js';
import { idSchema, localTextSchema, type Template } from '../template/document.js';
import { inOrder } from './ordering.js';
import { type Reference, referencesIn, type Referable } from './references.js';

export type Refused = { ok: false; refusal: Refusal };

/** The id of a new element: handed in, because the core draws no lots. */
export const newId = idSchema;
/** The sibling to stand before; null or missing: at the end. */
export const beforeSchema = idSchema.nullable().optional();
export const titleSchema = localTextSchema.optional();
export const pointSchema = z.strictObject({ x: z.number(), y: z.number() });

export const NOUNS = {
  step: { zh: '任务', en: 'step' },
  phase: { zh: '板块', en: 'phase' },
  role: { zh: '岗位角色', en: 'role' },
  category: { zh: '单位类别', en: 'category' },
  register: { zh: '名册', en: 'register' },
  policy: { zh: '政策要求', en: 'policy' },
  edge: { zh: '前后关系', en: 'dependency' },
  evidence: { zh: '佐证材料', en: 'evidence' },
  alternative: { zh: '等效做法', en: 'alternative' },
  bound: { zh: '期限', en: 'deadline' },
  rung: { zh: '提醒催办规则', en: 'rung of the ladder' },
  review: { zh: '审核', en: 'review' },
} as const;
export type Noun = keyof typeof NOUNS;

const MAPS = {
  step: 'steps',
  phase: 'phases',
  role: 'roles',
  category: 'categories',
  register: 'registers',
  policy: 'policies',
  edge: 'edges',
} as const;
export type TopNoun = keyof typeof MAPS;
/** The map of the template that such elements stand in. */
export const mapOf = (noun: TopNoun): (typeof MAPS)[TopNoun] => MAPS[noun];

/** Whether a map has this id itself; a map that is not there has none. */
export const has = (map: object | undefined, id: string): boolean => map !== undefined && Object.hasOwn(map, id);

/** Refused because it is not there (any more). */
export const missing = (noun: Noun, path: string): Refused => refuse('operations.missing', path, { what: NOUNS[noun] });

/** Null where all are there, else the refusal. */
export function need(template: Template, noun: TopNoun, ...ids: string[]): Refused | null {
  const gone = ids.find((id) => !has(template[MAPS[noun]], id));
  return gone === undefined ? null : missing(noun, pointer(MAPS[noun], gone));
}

/** Null where the id is free, else the refusal. */
export const free = (map: object | undefined, noun: Noun, id: string, path: string): Refused | null =>
  has(map, id) ? refuse('operations.id-taken', path, { what: NOUNS[noun] }) : null;

/** The step or phase a place belongs to, as its title; for everything else what it is. */
export function ownerTitle(template: Template, path: string): Param {
  const [map = '', id = ''] = path.split('/').slice(1);
  if (map === 'edges') {
    const edge = template.edges[id];
    const from = edge && template.steps[edge.from]?.title;
    return from ?? NOUNS.edge;
  }
  const element = (template as unknown as Record<string, Record<string, { title?: { zh: string; en?: string } }>>)[
    map
  ]?.[id];
  return element?.title ?? '';
}

/** References to elements from outside of what is going away. */
export const referencesTo = (
  template: Template,
  to: Referable,
  ids: ReadonlySet<string>,
  within: (path: string) => boolean = () => false,
): Reference[] => [...referencesIn(template)].filter((one) => one.to === to && ids.has(one.id) && !within(one.path));

/** Refused because others still name it; `by` are their titles. */
export function stillNamed(template: Template, noun: Noun, references: readonly Reference[]): Refused | null {
  const [one] = references;
  if (!one) return null;
  const titles = references.map((reference) => ownerTitle(template, reference.path));
  const spoken = (lang: 'zh' | 'en'): string => {
    const names = [
      ...new Set(
        titles.map((title) =>
          title !== null && typeof title === 'object' && 'zh' in title ? (title[lang] ?? title.zh) : String(title),
        ),
      ),
    ];
    const quoted = names.slice(0, 5).map((name) => (lang === 'zh' ? `“${name}”` : `"${name}"`));
    return quoted.join(lang === 'zh' ? '、' : ', ') + (names.length > 5 ? (lang === 'zh' ? '等' : ' …') : '');
  };
  return refuse('operations.still-named', one.path, {
    what: NOUNS[noun],
    by: { zh: spoken('zh'), en: spoken('en') },
    count: references.length,
  });
}

/** The last number of an ordered map plus one: where a new element goes. */
export const nextOrder = (map: Readonly<Record<string, { order?: number }>>): number =>
  Math.floor(Math.max(0, ...inOrder(map).map(([, { order }]) => order ?? 0))) + 1;
