/** What an importer administers, asked of units, posts and people. */
import { containsReach, covers, type UnitPath } from '@gangmu/core';
import type { CurrentPost } from './organisation-plan.js';
import type { Planning } from './planning.js';
import type { TreeAfter } from './plan-units.js';

type Grant = Pick<CurrentPost, 'unitCode' | 'scope' | 'named'>;

export interface PostReach {
  /** Whether people and posts of a unit are the importer's to see to. */
  manages: (unitCode: string) => boolean;
  /** Whether a post reaches no further than the importer. */
  covers: (post: Grant) => boolean;
  /** The same of all posts that somebody holds or is to hold: they are changed by whoever reaches as far. */
  coversPostsOf: (login: string) => boolean;
}

export function postReach(tree: TreeAfter, { current, rights }: Planning): PostReach {
  const idOf = (code: string): string => tree.unit(code)?.id ?? '';
  const at = (code: string): UnitPath[] => [tree.place(code)].filter((path) => path !== undefined);
  const manages = (code: string): boolean => {
    const path = tree.place(code);
    // A place that could not be worked out has been complained about already.
    return path === undefined || covers(rights.access, { id: idOf(code), path });
  };
  const asked = ({ unitCode, scope, named }: Grant): Parameters<typeof containsReach>[1] =>
    scope === 'unit'
      ? { prefixes: [], units: at(unitCode).map((path) => ({ id: idOf(unitCode), path })) }
      : { prefixes: scope === 'named' ? named.flatMap(at) : at(unitCode), units: [] };
  const contains = (post: Grant): boolean => containsReach(rights.access, asked(post));
  const posts = new Map(current.posts.map((post) => [post.code, post]));
  const held = new Map<string, CurrentPost[]>();
  for (const { login, post: code } of current.held) {
    const post = posts.get(code);
    if (post === undefined) continue;
    const known = held.get(login);
    if (known === undefined) held.set(login, [post]);
    else known.push(post);
  }
  return {
    manages,
    covers: (post) => manages(post.unitCode) && contains(post),
    coversPostsOf: (login) => (held.get(login) ?? []).every(contains),
  };
}
