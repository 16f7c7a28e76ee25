/** An office with a published county plan and hundreds of published adaptations of it, three levels deep, made by SQL. */
import { applyDifference, contentHash, type Template } from '@gangmu/core';
import { adaptedTree } from './adaptations.js';
import type { BenchEngine } from './bench-engine.js';

const TAB = 'bench-tab';

export interface AdaptedOffice {
  design: string;
  /** Saves as the draft of the county's design. */
  save: (template: Template) => Promise<void>;
  publish: () => Promise<{ job: string }>;
  /** Asks as the county's designer; throws for a refusal. */
  ask: <T>(method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<T>;
  /** Waits for a job; answers its result. */
  done: (job: string) => Promise<Record<string, unknown>>;
}

/** Publishes the plan over HTTP and puts `count` adaptations below it; `takeover` is what all their owners wish. */
export async function adaptedOffice(
  bench: BenchEngine,
  plan: Template,
  count: number,
  takeover: 'ask' | 'automatic',
): Promise<AdaptedOffice> {
  const { cookie } = bench.county.designer;
  const ask: AdaptedOffice['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`http://127.0.0.1:${bench.port}${path}`, {
      method,
      headers: {
        cookie,
        'x-gangmu-request': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 2000)}`);
    return (await answer.json()) as never;
  };
  const { design } = await ask<{ design: { id: string } }>('POST', '/api/designs', {
    unit: bench.county.root,
    source: { from: 'json', document: plan },
  });
  const path = `/api/designs/${design.id}`;
  const revision = async (): Promise<number> =>
    (await ask<{ revision: number }>('GET', `${path}/draft?lease=${TAB}`)).revision;
  const office: AdaptedOffice = {
    design: design.id,
    ask,
    save: async (template) => {
      await ask('PUT', `${path}/draft`, { lease: TAB, template }, { 'if-match': String(await revision()) });
    },
    publish: async () => ask('POST', `${path}/versions`, { revision: await revision(), reason: '按部署' }),
    done: async (job) => {
      for (;;) {
        const found = await ask<{ status: string; result: Record<string, unknown> }>('GET', `/api/progress/${job}`);
        if (found.status === 'done') return found.result;
        if (found.status === 'failed') throw new Error(JSON.stringify(found));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
  await office.publish();
  await adapt(bench, design.id, plan, count, takeover);
  return office;
}

async function adapt(
  bench: BenchEngine,
  root: string,
  plan: Template,
  count: number,
  takeover: 'ask' | 'automatic',
): Promise<void> {
  const known = new Map<string | null, { template: Template; path: string; unit: string }>([
    [null, { template: plan, path: `${bench.county.root}.`, unit: bench.county.root }],
  ]);
  const rows = adaptedTree(plan, count).map(({ unit: name, above, difference, applies }) => {
    const base = known.get(above);
    if (base === undefined) throw new Error(`nothing above ${name}`);
    const { template } = applyDifference(base.template, difference);
    const unit = `${root}-${name}`;
    const path = `${base.path}${unit}.`;
    known.set(name, { template, path, unit });
    const [hash, on] = [contentHash(template), contentHash(base.template)];
    return { unit, path, parent: base.unit, hash, base: on, difference, applies, template };
  });
  await bench.owner.query(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($1) AS x(unit text, path text, parent text, hash text, base text,
        difference jsonb, applies text, template jsonb)),
      units AS (INSERT INTO units (id, code, name_zh, parent_id, path, level, category, valid_from)
        SELECT unit, unit, unit, parent, path, 1, 'township', '2020-01-01' FROM given),
      templates AS (INSERT INTO templates (hash, template_id, title, body, reason, published_by, published_at)
        SELECT DISTINCT ON (hash) hash, template->>'id', template->'title', template, '', 'designer', 0 FROM given
          ON CONFLICT DO NOTHING),
      designs AS (INSERT INTO designs (id, kind, unit_id, root_id, title, applies, takeover, number, created_by, created_at)
        SELECT 'd-' || unit, 'adaptation', unit, $2, template->'title', applies, $3, 1, 'designer', 0 FROM given)
      INSERT INTO design_versions (design_id, number, hash, base, difference, applies, origin, reason, person_id, at)
        SELECT 'd-' || unit, 1, hash, base, difference, applies, 'published', '细化', 'designer', 0 FROM given`,
    [JSON.stringify(rows), root, takeover],
  );
  await bench.owner.query('ANALYZE');
}
