import type { Me } from '@gangmu/contract';
import { GRANTED_PERMISSIONS, isNowhere, reachOf } from '@gangmu/core';
import type { KnownPerson } from './principals.js';

/** What a person is told about themselves: posts, and every permission they have somewhere. */
export const meOf = (known: KnownPerson, via: Me['via']): Me => ({
  person: { id: known.principal.person, login: known.login, name: known.name },
  home: known.home,
  posts: known.principal.grants.map((post) => ({
    post: post.post,
    code: post.code,
    title: post.title,
    role: post.role,
    unit: { id: post.unit.id, name: post.unitName, path: post.unit.path },
    scope: post.scope,
    named: post.named.map((unit) => unit.id),
  })),
  permissions: GRANTED_PERMISSIONS.filter((permission) => !isNowhere(reachOf(known.principal, permission))),
  mustChangePassword: known.mustChangePassword,
  via,
});
