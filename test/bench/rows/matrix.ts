/**
 * The matrix of 5,000 units × 40 steps out of a million items over HTTP, compressed, against packed SQL: one
 * character per cell, one line per unit, nothing else.
 */
import { get } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { EmbeddedPostgres } from '@gangmu/engine';
import { benchEngine, type BenchEngine } from '../kit/bench-engine.js';
import { launched, yesterday } from '../kit/launched.js';
import { type Measured, median, milliseconds, rounded } from '../kit/row.js';

const UNITS = 5000;
const CAMPAIGNS = 5;
const ROUNDS = 15;
const WARM_UP = 3;

export async function matrix(cluster: EmbeddedPostgres): Promise<Measured[]> {
  const bench = await benchEngine(cluster, 'matrix', { units: UNITS });
  try {
    const { campaign } = await launched(bench, yesterday());
    await fill(bench, campaign);
    const [ours, reference]: [number[], number[]] = [[], []];
    let bytes: Buffer = Buffer.alloc(0);
    const client = await bench.owner.connect();
    try {
      for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
        const http = await milliseconds(async () => {
          bytes = await read(bench, `/api/campaigns/${campaign}/matrix`);
        });
        const sql = await milliseconds(() =>
          client.query({ name: 'packed', text: PACKED, values: [campaign, Math.floor(Date.now() / 60_000)] }),
        );
        if (round < WARM_UP) continue;
        ours.push(http);
        reference.push(sql);
      }
    } finally {
      client.release();
    }
    const answer = JSON.parse(gunzipSync(bytes).toString()) as { steps: string[]; units: { cells: string }[] };
    if (answer.units.length < UNITS || answer.steps.length !== 40) throw new Error('the matrix is not whole');
    const page = await pages(bench, campaign);
    const cells = answer.units.map((unit) => unit.cells).join('\n');
    return [
      {
        bench: 'matrix',
        ratio: rounded(median(ours.map((ms, n) => ms / reference[n]!))),
        ours: rounded(median(ours)),
        reference: rounded(median(reference)),
        unit: 'ms',
        target: { atMost: 1.5 },
        cells_gzip_bytes: gzipSync(cells).length,
        answer_gzip_bytes: bytes.length,
      },
      {
        bench: 'matrix-page',
        ratio: rounded(median(page.map(({ http, sql }) => http / sql))),
        ours: rounded(median(page.map(({ http }) => http))),
        reference: rounded(median(page.map(({ sql }) => sql))),
        unit: 'ms',
        target: { atMost: 10 },
      },
    ];
  } finally {
    await bench.close();
  }
}

/** Every step of every run of this campaign, in the mixture of a campaign half done, and four more such campaigns. */
async function fill(bench: BenchEngine, campaign: string): Promise<void> {
  await bench.owner.query(
    `INSERT INTO items (run_id, id, campaign_id, unit_id, step, occurrence, status, opened_at, due, original_due, revision, returns, attempts, body)
      SELECT r.id, s.step, r.campaign_id, r.unit_id, s.step, '',
          CASE WHEN n % 8 < 4 THEN 'done' WHEN n % 8 = 4 AND luck < 60 THEN 'submitted' WHEN luck < 8 THEN 'returned' WHEN luck < 12 THEN 'waived' ELSE 'open' END,
          0, extract(epoch FROM now())::int / 60 + (luck - 10) * 1440, 0, 1, 0, 0,
          '{"revisedAt":0,"reviews":[],"values":{"note":"会议按计划召开"},"holdings":[{"from":0,"limit":0,"holder":"unit"}]}'
        FROM runs r CROSS JOIN LATERAL (
          SELECT s.key AS step, row_number() OVER (ORDER BY s.key) AS n, abs(hashtext(r.id || s.key)) % 100 AS luck
            FROM templates t CROSS JOIN LATERAL jsonb_each(t.body->'steps') s WHERE t.hash = r.template_hash) s
        WHERE r.campaign_id = $1
      ON CONFLICT DO NOTHING`,
    [campaign],
  );
  for (let n = 1; n < CAMPAIGNS; n += 1) {
    await bench.owner.query(`
      INSERT INTO campaigns SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'other${n}'))).* FROM campaigns c WHERE id = '${campaign}';
      INSERT INTO runs SELECT (jsonb_populate_record(r, jsonb_build_object('id', r.id || '.${n}', 'campaign_id', 'other${n}'))).* FROM runs r WHERE campaign_id = '${campaign}';
      INSERT INTO items SELECT i.run_id || '.${n}', i.id, 'other${n}', unit_id, step, occurrence, status, holder, since, opened_at, due,
          original_due, closes, revision, returns, attempts, held_on, submitted_at, ended_at, body FROM items i WHERE campaign_id = '${campaign}'`);
  }
  await bench.owner.query('VACUUM ANALYZE');
  const { rows } = await bench.owner.query<{ items: number }>('SELECT count(*)::int AS items FROM items');
  if (rows[0]!.items < 1_000_000) throw new Error(`only ${rows[0]!.items} items`);
}

const read = (bench: BenchEngine, path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const headers = { cookie: bench.county.designer.cookie, 'accept-encoding': 'gzip' };
    get({ port: bench.port, host: '127.0.0.1', path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(chunks));
        else reject(new Error(`the matrix was refused: ${answer.statusCode}`));
      });
      answer.on('error', reject);
    }).on('error', reject);
  });

/** A page of a hundred units as the screen asks for it, and the SQL of that alone. */
async function pages(bench: BenchEngine, campaign: string): Promise<{ http: number; sql: number }[]> {
  const { rows } = await bench.owner.query<{ unit_id: string }>(
    'SELECT unit_id FROM campaign_units WHERE campaign_id = $1 ORDER BY unit_id LIMIT 100',
    [campaign],
  );
  const units = rows.map((row) => row.unit_id);
  const path = `/api/campaigns/${campaign}/matrix?units=${units.join(',')}`;
  const values = [campaign, Math.floor(Date.now() / 60_000), units];
  const client = await bench.owner.connect();
  const times: { http: number; sql: number }[] = [];
  try {
    for (let n = 0; n < WARM_UP + ROUNDS; n += 1) {
      const http = await milliseconds(() => read(bench, path));
      const sql = await milliseconds(() => client.query({ name: 'packed_page', text: PACKED_PAGE, values }));
      if (n >= WARM_UP) times.push({ http, sql });
    }
  } finally {
    client.release();
  }
  return times;
}

const PACKED = `
  SELECT unit_id, string_agg(code, '' ORDER BY step) AS cells FROM (
    SELECT unit_id, step, CASE status WHEN 'done' THEN 'D' WHEN 'open' THEN CASE WHEN due < $2 THEN 'L' ELSE 'O' END
        WHEN 'returned' THEN CASE WHEN due < $2 THEN 'L' ELSE 'R' END WHEN 'submitted' THEN 'S' WHEN 'incomplete' THEN 'I'
        WHEN 'waived' THEN 'W' WHEN 'cancelled' THEN 'C' ELSE 'K' END AS code
      FROM items WHERE campaign_id = $1) c
  GROUP BY unit_id`;
const PACKED_PAGE = PACKED.replace('campaign_id = $1', 'campaign_id = $1 AND unit_id = ANY ($3)');
