/** Who a person is as far as rights go: one query, the posts held on a day and where they reach. */
import type { RoleGrant, Principal, Role, UnitPlace } from '@gangmu/core';
import type { Sql } from '../units/sql.js';
import { isHeldOn } from './held-posts.js';

export interface PostHeld extends RoleGrant {
  code: string;
  title: { zh: string; en?: string };
  unitName: { zh: string; en?: string };
}
export interface KnownPerson {
  principal: Omit<Principal, 'grants'> & { grants: readonly PostHeld[] };
  login: string;
  name: { zh: string; en?: string };
  home: { id: string; name: { zh: string; en?: string } };
  mustChangePassword: boolean;
}

interface Row {
  login: string;
  name_zh: string;
  name_en: string | null;
  must_change_password: boolean;
  home: UnitPlace & { zh: string; en: string | null };
  posts:
    | {
        id: string;
        code: string;
        role: Role;
        scope: RoleGrant['scope'];
        duties: string[];
        zh: string;
        en: string | null;
        unit: UnitPlace & { zh: string; en: string | null };
        named: UnitPlace[] | null;
      }[]
    | null;
}

const text = (zh: string, en: string | null): { zh: string; en?: string } => (en === null ? { zh } : { zh, en });

const PERSON = `
  SELECT p.login, p.name_zh, p.name_en, p.must_change_password,
    json_build_object('id', h.id, 'path', h.path, 'zh', h.name_zh, 'en', h.name_en) AS home,
    (SELECT json_agg(json_build_object('id', o.id, 'code', o.code, 'role', o.role, 'scope', o.scope, 'duties', o.duties, 'zh', o.title_zh,
          'en', o.title_en, 'unit', json_build_object('id', u.id, 'path', u.path, 'zh', u.name_zh, 'en', u.name_en),
          'named', (SELECT json_agg(json_build_object('id', n.id, 'path', n.path) ORDER BY n.path)
            FROM post_units pu JOIN units n ON n.id = pu.unit_id WHERE pu.post_id = o.id)) ORDER BY o.code)
      FROM post_holders held JOIN posts o ON o.id = held.post_id JOIN units u ON u.id = o.unit_id
      WHERE held.person_id = p.id AND ${isHeldOn('$2::date', { post: 'o', holder: 'held', person: 'p' })}) AS posts
  FROM people p JOIN units h ON h.id = p.unit_id
  WHERE p.id = $1 AND p.active`;

/** The person with the posts held on a day; undefined when unknown or not active any more. */
export async function knownPerson(sql: Sql, id: string, today: string): Promise<KnownPerson | undefined> {
  const { rows } = await sql.query<Row>(PERSON, [id, today]);
  const row = rows[0];
  if (row === undefined) return undefined;
  const grants = (row.posts ?? []).map(
    (post): PostHeld => ({
      post: post.id,
      code: post.code,
      title: text(post.zh, post.en),
      role: post.role,
      unit: { id: post.unit.id, path: post.unit.path },
      unitName: text(post.unit.zh, post.unit.en),
      scope: post.scope,
      named: post.named ?? [],
      duties: post.duties,
    }),
  );
  return {
    principal: { person: id, home: { id: row.home.id, path: row.home.path }, grants },
    login: row.login,
    name: text(row.name_zh, row.name_en),
    home: { id: row.home.id, name: text(row.home.zh, row.home.en) },
    mustChangePassword: row.must_change_password,
  };
}
