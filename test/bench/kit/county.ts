/** A county of the size that the targets name, and a template of forty steps, made by SQL: what is measured comes after. */
import { createHash, randomBytes } from 'node:crypto';
import { contentHash, parseTemplate, type Template } from '@gangmu/core';
import type pg from 'pg';

/** Somebody at a township with the right to file for the units below it, signed in. */
export interface Clerk {
  cookie: string;
  township: number;
}

export interface County {
  root: string;
  clerks: Clerk[];
  /** Signed in at the county: plans, steers and files for all of its subtree. */
  designer: { person: string; cookie: string };
}

const TOWNSHIPS = 32;
const LANES = 5;
const STEPS_PER_LANE = 8;

/** Five lanes of eight steps: five items are open at the start, and each that is done opens the next of its lane. */
export function benchTemplate(): { template: Template; hash: string } {
  const steps: Record<string, unknown> = {};
  const edges: Record<string, unknown> = {};
  for (let lane = 1; lane <= LANES; lane += 1) {
    for (let n = 1; n <= STEPS_PER_LANE; n += 1) {
      steps[stepOf(lane, n)] = {
        phase: 'main',
        kind: 'task',
        title: { zh: `第${lane}线第${n}步`, en: `Lane ${lane}, step ${n}` },
        order: lane * 10 + n,
        lead: 'office',
        evidence: {
          'held-on': { type: 'date', title: { zh: '日期', en: 'Held on' } },
          attendance: { type: 'head-count', title: { zh: '到会', en: 'Attendance' } },
          note: { type: 'text', title: { zh: '说明', en: 'Note' } },
        },
        deadlines: { due: { anchor: { from: 'campaign-start' }, offset: 90 + n * 7, roll: 'next-working-day' } },
      };
      if (n > 1) edges[`e-${lane}-${n}`] = { from: stepOf(lane, n - 1), to: stepOf(lane, n) };
    }
  }
  const parsed = parseTemplate({
    format: 'gangmu-template/1',
    id: 'bench',
    title: { zh: '测速模板', en: 'Benchmark' },
    noun: { zh: '学习教育', en: 'Programme' },
    window: { start: '2026-03-02', end: '2026-12-31' },
    calendar: 'cn',
    roles: { office: { title: { zh: '综合联络', en: 'Office' } } },
    phases: { main: { title: { zh: '主体', en: 'Main' }, order: 1 } },
    steps,
    edges,
    ladder: {
      remind: { offset: -3, effect: 'remind', to: 'unit' },
      urge: { offset: 1, effect: 'urge', to: 'unit' },
      escalate: { offset: 3, effect: 'escalate', to: 'superior' },
      county: { offset: 6, effect: 'escalate', to: 'county' },
    },
  });
  if (!parsed.ok) throw new Error(`the benchmark's template is broken: ${JSON.stringify(parsed)}`);
  return { template: parsed.template, hash: contentHash(parsed.template) };
}

export const stepOf = (lane: number, n: number): string => `l${lane}-s${n}`;

/** One root, 32 townships, `units` units below them; a clerk for each township. */
export async function makeCounty(sql: pg.Pool, units: number): Promise<County> {
  await sql.query(`
    INSERT INTO installation (sample, at) VALUES (false, 0);
    INSERT INTO units (id, code, name_zh, path, level, category, valid_from)
      VALUES ('county', 'C', '测速县', 'county.', 0, 'county', '2020-01-01');
    INSERT INTO units (id, code, name_zh, parent_id, path, level, category, valid_from)
      SELECT 'township' || t, 'T' || t, '乡镇' || t, 'county', 'county.township' || t || '.', 1, 'township', '2020-01-01'
        FROM generate_series(0, ${TOWNSHIPS - 1}) t;
    INSERT INTO units (id, code, name_zh, parent_id, path, level, category, members, valid_from)
      SELECT id, 'U' || n, '村支部' || n, 'township' || n % ${TOWNSHIPS}, 'county.township' || n % ${TOWNSHIPS} || '.' || id || '.', 2,
          'village', 20 + n % 60, '2020-01-01'
        FROM (SELECT n, substr(encode(sha256(('unit' || n)::bytea), 'hex'), 1, 21) AS id FROM generate_series(1, ${units}) n) u;
    INSERT INTO people (id, login, name_zh, unit_id) VALUES ('designer', 'designer', '设计员', 'county');
    INSERT INTO people (id, login, name_zh, unit_id)
      SELECT 'clerk' || t, 'clerk' || t, '干事' || t, 'township' || t FROM generate_series(0, ${TOWNSHIPS - 1}) t;
    INSERT INTO posts (id, code, unit_id, title_zh, role, scope, valid_from)
      VALUES ('p-designer', 'p-designer', 'county', '设计', 'designer', 'subtree', '2020-01-01'),
        ('p-administrator', 'p-administrator', 'county', '管理', 'administrator', 'subtree', '2020-01-01'),
        ('p-operator', 'p-operator', 'county', '填报', 'operator', 'subtree', '2020-01-01');
    INSERT INTO posts (id, code, unit_id, title_zh, role, scope, valid_from)
      SELECT 'p' || t, 'p' || t, 'township' || t, '经办', 'operator', 'subtree', '2020-01-01' FROM generate_series(0, ${TOWNSHIPS - 1}) t;
    INSERT INTO post_holders (post_id, person_id, from_date, recorded_at)
      SELECT id, 'designer', '2020-01-01', 0 FROM posts WHERE unit_id = 'county';
    INSERT INTO post_holders (post_id, person_id, from_date, recorded_at)
      SELECT 'p' || t, 'clerk' || t, '2020-01-01', 0 FROM generate_series(0, ${TOWNSHIPS - 1}) t;
  `);
  const { template, hash } = benchTemplate();
  await sql.query(
    `INSERT INTO templates (hash, template_id, title, body, published_by, published_at) VALUES ($1, 'bench', $2, $3, 'designer', 0)`,
    [hash, JSON.stringify(template.title), JSON.stringify(template)],
  );
  const clerks: Clerk[] = [];
  for (let township = 0; township < TOWNSHIPS; township += 1) {
    clerks.push({ township, cookie: await signIn(sql, `clerk${township}`) });
  }
  const designer = { person: 'designer', cookie: await signIn(sql, 'designer') };
  await sql.query('ANALYZE');
  return { root: 'county', clerks, designer };
}

/** A session as signing in leaves it. The slow password hash is not what is measured. */
async function signIn(sql: pg.Pool, person: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  await sql.query(
    `INSERT INTO sessions (id, token_hash, person_id, started_at, seen_at, rotated_at) VALUES ($1, $2, $3, $4, $4, $4)`,
    [`s-${person}`, createHash('sha256').update(token).digest(), person, now],
  );
  return `gangmu_session=${token}`;
}
