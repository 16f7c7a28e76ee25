/** The people of the sample county at work: each signs in once and acts over HTTP, as in earnest. */
import { type Client, createClient, sessionRoutes } from '@gangmu/contract';
import type { Database } from '@gangmu/engine';

/** Who files and who reviews for a unit. */
export interface Desk {
  unit: string;
  /** What chance is keyed by: ids are new in every installation, codes are not. */
  code: string;
  size: number;
  category: string;
  /** Logins; null where nobody holds such a post. */
  operator: string | null;
  /** Whether the operator belongs to another unit: then they file on behalf (代填). */
  elsewhere: boolean;
  reviewer: string | null;
  /** Who reviews for the unit above; the root's own where there is none. */
  superior: string | null;
  /** Who inspects the unit. */
  inspector: string | null;
  path: string;
}

/** Posts of a role that reach a unit and are held, the nearest first. */
const reaching = (role: string, more: string): string => `
      SELECT pe.login, pe.unit_id AS home FROM reach r JOIN posts p ON p.id = r.post JOIN units at ON at.id = p.unit_id
        JOIN post_holders h ON h.post_id = p.id AND h.to_date IS NULL JOIN people pe ON pe.id = h.person_id
        JOIN units own ON own.id = pe.unit_id
        WHERE r.unit = u.id AND p.role = '${role}' AND pe.active ${more}
        ORDER BY length(at.path) DESC, p.code LIMIT 1`;
const NOT_THE_FILER = 'AND pe.login IS DISTINCT FROM op.login';

const DESKS = `
  WITH reach AS MATERIALIZED (
    SELECT p.id AS post, u.id AS unit FROM posts p JOIN units at ON at.id = p.unit_id
        JOIN units u ON CASE p.scope WHEN 'unit' THEN u.id = at.id WHEN 'subtree' THEN starts_with(u.path, at.path) END
    UNION SELECT n.post_id, u.id FROM post_units n JOIN units at ON at.id = n.unit_id JOIN units u ON starts_with(u.path, at.path))
  SELECT u.id AS unit, u.code, u.members AS size, u.category, u.path, op.login AS operator,
      COALESCE(op.home <> u.id, false) AS elsewhere, re.login AS reviewer, su.login AS superior, ig.login AS inspector
    FROM units u
    LEFT JOIN LATERAL (${reaching('operator', '')}) op ON true
    LEFT JOIN LATERAL (${reaching('reviewer', NOT_THE_FILER)}) re ON true
    LEFT JOIN LATERAL (${reaching('reviewer', `${NOT_THE_FILER} AND (at.id <> u.id OR u.parent_id IS NULL)`)}) su ON true
    LEFT JOIN LATERAL (${reaching('inspector', `AND (own.parent_id IS NULL OR NOT starts_with(u.path, own.path))`)}) ig ON true
    ORDER BY u.code`;

/** Who files and who reviews for each unit, by unit; units without an operator are in it too. */
export async function desks(database: Database): Promise<Map<string, Desk>> {
  const rows = await database.query<Desk & Record<string, unknown>>(DESKS);
  return new Map(rows.map((row) => [row.unit, row]));
}

/** Signed-in people, by login. A session that ended is opened again. */
export class People {
  private readonly clients = new Map<string, Promise<Client>>();

  constructor(
    private readonly base: string,
    private readonly passwordOf: (login: string) => string,
  ) {}

  as(login: string): Promise<Client> {
    let client = this.clients.get(login);
    if (client === undefined) {
      client = this.signIn(login);
      this.clients.set(login, client);
    }
    return client;
  }

  private async signIn(login: string): Promise<Client> {
    let cookie = '';
    const client = createClient({
      base: this.base,
      headers: () => ({ 'accept-language': 'en', ...(cookie === '' ? {} : { cookie }) }),
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        // Sessions are renewed while they are used: the latest cookie is the one that counts.
        const given = response.headers.getSetCookie().at(-1)?.split(';')[0];
        if (given !== undefined) cookie = given;
        return response;
      },
    });
    await client.call(sessionRoutes.signIn, { body: { login, password: this.passwordOf(login) } });
    return client;
  }
}
