/** The versions an effective template came about by, and who set what along them. */
import type { Difference, LocalText } from '@gangmu/core';
import { named } from './design-rows.js';

/** A link of the chain from the root down to a version. */
export interface Link {
  design: string;
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  path: string;
  number: number;
  hash: string;
  base: string | null;
  difference: Difference | null;
  applies: 'self-and-below' | 'below';
}

/** No chain is longer: there are not that many levels. */
const LEVELS = 20;

/**
 * The chain of an effective template, from the root down. Found by content: the version at the nearest unit above whose
 * hash a version was made on.
 *
 * @param path place of the unit that the template is asked for; it may be its own
 */
export function chainIn(links: ReadonlyMap<string, readonly Link[]>, hash: string, path: string): Link[] {
  const chain: Link[] = [];
  let wanted: string | null = hash;
  let below = path;
  while (wanted !== null && chain.length < LEVELS) {
    const [link]: Link[] = (links.get(wanted) ?? [])
      .filter((one) => below.startsWith(one.path) && (chain.length === 0 || one.path !== below))
      .toSorted((a, b) => b.path.length - a.path.length || b.number - a.number);
    if (link === undefined) break;
    chain.unshift(link);
    wanted = link.base;
    below = link.path;
  }
  return chain;
}

/** Versions by what they come to. */
export function byHash(links: readonly Link[]): Map<string, Link[]> {
  const found = new Map<string, Link[]>();
  for (const link of links) {
    const same = found.get(link.hash);
    if (same === undefined) found.set(link.hash, [link]);
    else same.push(link);
  }
  return found;
}

const covering = (place: string, path: string): boolean => path === place || path.startsWith(`${place}/`);

/** The level that last set a place or what it lies in; the root where none below it did. */
export function setterOf(links: readonly Link[], path: string): Link | undefined {
  const last = links.findLast(({ difference }) => Object.keys(difference ?? {}).some((place) => covering(place, path)));
  return last ?? links[0];
}

/** The level whose mandate is stated there: an element's own mandate may be another level's than the element. */
export const mandateSetter = (links: readonly Link[], setAt: string): Link | undefined =>
  setterOf(links, setAt.includes('/fieldMandates/') ? setAt : `${setAt}/mandate`);

export const nameOf = (link: Link | undefined): LocalText | undefined =>
  link === undefined ? undefined : named(link.name_zh, link.name_en);
