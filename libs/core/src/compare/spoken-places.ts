/**
 * What a change is spoken of with: a change of how often a step comes up is said as “once → every month”, whichever of
 * its fields changed; a bound is one date; an evidence rule is said with its evidence.
 */
import type { Shape } from '../adaptation/shape.js';

export type Spoken = {
  /** Keys of the place that is spoken of; what changed is it, or lies within it. */
  keys: string[];
  /** An element of a map can be new or gone; a field has another value. */
  as: 'element' | 'field';
  shape?: Shape;
};

/** Maps of the document whose elements have fields worth a sentence each. */
const TITLED = new Set(['steps', 'phases', 'roles', 'registers', 'policies', 'categories']);
/** Maps within elements, and which fields of theirs are spoken of apart from the whole. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  evidence: ['title', 'guidance', 'mandate', 'order'],
  reviews: ['mandate', 'order', 'ladder'],
  alternatives: ['guidance'],
  ladder: [],
  notes: [],
  chosen: [],
  fieldMandates: [],
};

const element = (keys: readonly string[], depth: number): Spoken => ({ keys: keys.slice(0, depth), as: 'element' });
const field = (keys: readonly string[], depth: number): Spoken => ({ keys: keys.slice(0, depth), as: 'field' });

/** The place a change at `keys` is spoken of with. */
export function spokenPlace(keys: readonly string[]): Spoken {
  const [map = '', , name = '', , part = ''] = keys;
  if (map === 'edges' || map === 'ladder') return keys.length === 1 ? field(keys, 1) : element(keys, 2);
  if (!TITLED.has(map)) return field(keys, 1);
  if (keys.length <= 2) return element(keys, 2);
  if (map === 'policies' && (name === 'rule' || name === 'categories')) return field([...keys.slice(0, 2), 'rule'], 3);
  const apart = map === 'steps' || map === 'phases' ? INNER[name] : undefined;
  if (!apart || keys.length === 3) return field(keys, 3);
  if (keys.length === 4 || !apart.includes(part)) return element(keys, 4);
  if (part === 'ladder' && keys.length > 5) return element(keys, 6);
  return field(keys, 5);
}
