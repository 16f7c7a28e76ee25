/** The organisation as it is, in the form an import is compared with. */
import type { Sql } from '../../units/sql.js';
import type { CurrentPerson, CurrentPost, CurrentUnit, Held, Organisation } from './organisation-plan.js';

type Groups = CurrentUnit['groups'];

/** Reads everything an import may refer to. Called under the organisation's lock, or for a dry run. */
export async function currentOrganisation(sql: Sql, today: string): Promise<Organisation> {
  const units = await sql.query<Omit<CurrentUnit, 'groups'> & { groups: Partial<Groups> | null }>(
    `SELECT u.id, u.path, u.code, u.name_zh AS "nameZh", u.name_en AS "nameEn", p.code AS "parentCode", u.category, u.rank,
        u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo", u.members,
        (SELECT json_object_agg(g.kind, g.code) FROM unit_group_members m JOIN unit_groups g ON g.id = m.group_id
          WHERE m.unit_id = u.id AND m.to_date IS NULL) AS groups
      FROM units u LEFT JOIN units p ON p.id = u.parent_id`,
  );
  const people = await sql.query<CurrentPerson>(
    `SELECT p.id, p.login, p.name_zh AS "nameZh", p.name_en AS "nameEn", p.phone, p.email, u.code AS "unitCode"
      FROM people p JOIN units u ON u.id = p.unit_id`,
  );
  const posts = await sql.query<CurrentPost>(
    `SELECT o.id, o.code, u.code AS "unitCode", o.title_zh AS "titleZh", o.title_en AS "titleEn", o.role, o.scope,
        ARRAY (SELECT n.code FROM post_units pu JOIN units n ON n.id = pu.unit_id WHERE pu.post_id = o.id) AS named,
        o.duties, o.valid_from::text AS "validFrom",
        (SELECT p.login FROM post_holders h JOIN people p ON p.id = h.person_id WHERE h.post_id = o.id
          AND h.from_date <= $1::date AND (h.to_date IS NULL OR h.to_date >= $1::date)
          ORDER BY h.from_date DESC LIMIT 1) AS "holderLogin"
      FROM posts o JOIN units u ON u.id = o.unit_id`,
    [today],
  );
  const held = await sql.query<Held>(
    `SELECT p.login, o.code AS post FROM post_holders h JOIN posts o ON o.id = h.post_id JOIN people p ON p.id = h.person_id
      WHERE (h.to_date IS NULL OR h.to_date >= $1::date) AND (o.valid_to IS NULL OR o.valid_to >= $1::date)`,
    [today],
  );
  const none: Groups = { territory: null, field: null, contact: null, inspection: null };
  return {
    units: units.rows.map((unit) => ({ ...unit, groups: { ...none, ...unit.groups } })),
    people: people.rows,
    held: held.rows,
    // Code points, not the database's collation: the plan sorts them the same way.
    posts: posts.rows.map((post) => ({ ...post, named: post.named.toSorted() })),
  };
}
