/** What two townships have going on, the same on either side, and what of it the foreign one holds. */
import { routes } from '@gangmu/contract';
import { plainTemplate } from './plain-template.js';
import { sampleOf } from './sample-of.js';
import { FOREIGN, markOf, personOf, type TwoTownships } from './two-townships.js';

/** A quick request of each township's own, so that there are campaigns and runs on either side. */
export async function addWork(townships: TwoTownships): Promise<void> {
  const { send, ok, superuser } = townships;
  for (const side of ['own', 'foreign'] as const) {
    const [ids, mark] = [townships[side], markOf(side)];
    const route = routes.find((one) => one.id === 'campaigns.quickRequest');
    if (route?.body === undefined) continue;
    const body = sampleOf(route.body, (name) =>
      name === 'scope' || name === 'unit'
        ? ids['town']
        : name === 'name' || name === 'title'
          ? { zh: `${mark}统计` }
          : name === 'units'
            ? [ids['unit'], ids['sibling']]
            : name === 'due'
              ? Math.floor(Date.now() / 60_000) + 1_440
              : undefined,
    );
    const launched = await send('POST', route.path, { as: personOf('designer', side), body });
    if (launched.status >= 300) throw new Error(`quick request: ${launched.status} ${launched.text}`);
    for (let tries = 0; tries < 200; tries += 1) {
      const { rows } = await superuser.query<{ id: string; campaign_id: string }>(
        'SELECT id, campaign_id FROM runs WHERE unit_id = $1',
        [ids['unit']],
      );
      if (rows[0] !== undefined) {
        ids['run'] = rows[0].id;
        ids['campaign'] = rows[0].campaign_id;
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    if (ids['run'] === undefined) throw new Error('the quick request was never launched');
    const { rows } = await superuser.query<{ id: string }>('SELECT id FROM items WHERE run_id = $1 LIMIT 1', [
      ids['run'],
    ]);
    if (rows[0] !== undefined) ids['item'] = rows[0].id;
    const { rows: others } = await superuser.query<{ run: string; item: string }>(
      'SELECT i.run_id AS run, i.id AS item FROM items i JOIN runs r ON r.id = i.run_id WHERE r.unit_id = $1 LIMIT 1',
      [ids['sibling']],
    );
    const held = await ok('POST', '/api/activities', personOf('operator', side), {
      campaign: ids['campaign'],
      heldOn: new Date().toISOString().slice(0, 10),
      kinds: ['study'],
      counts: others.map((other) => ({ ...other, values: {} })),
      onBehalfOf: { word: mark },
    });
    ids['activity'] = String(held['activity']);
    const entry = routes.find((one) => one.id === 'ledger.record');
    if (entry?.body !== undefined) {
      const problem = await send('POST', entry.path, {
        as: personOf('operator', side),
        body: sampleOf(
          entry.body,
          (name) => ({ campaign: ids['campaign'], unit: ids['unit'], title: `${mark} problem` })[name],
        ),
      });
      if (problem.status >= 300) throw new Error(`problem: ${problem.status} ${problem.text}`);
      const { rows: problems } = await superuser.query<{ id: string }>('SELECT id FROM problems WHERE unit_id = $1', [
        ids['unit'],
      ]);
      if (problems[0] !== undefined) ids['problem'] = problems[0].id;
    }
  }
}

/** A programme of each township's own, adapted by its village, with a deviation asked for. */
export async function addDesigns(townships: TwoTownships): Promise<void> {
  const { send, ok } = townships;
  for (const side of ['own', 'foreign'] as const) {
    const [ids, mark] = [townships[side], markOf(side)];
    const as = personOf('designer', side);
    const lease = 'tab-of-the-designer';
    const publish = async (design: string, draft: object): Promise<void> => {
      const saved = await send('PUT', `/api/designs/${design}/draft`, {
        as,
        body: { lease, ...draft },
        headers: { 'if-match': '1' },
      });
      if (saved.status !== 200) throw new Error(`draft: ${saved.status} ${saved.text}`);
      await ok('POST', `/api/designs/${design}/versions`, as, { revision: 2, reason: mark });
    };
    const document = { ...plainTemplate(), title: { zh: `${mark}方案` } };
    const { design } = await ok('POST', '/api/designs', as, { unit: ids['town'], source: { from: 'json', document } });
    const root = (design as { id: string }).id;
    await publish(root, { template: document });
    const adapted = await ok('POST', `/api/designs/${root}/adaptations`, as, { unit: ids['unit'] });
    ids['design'] = String(adapted['id']);
    await publish(ids['design'], {
      difference: { '/steps/step-c/title': { op: 'set', value: { zh: `${mark}简报` } } },
    });
    const variance = await ok('POST', `/api/designs/${root}/variances`, as, {
      unit: ids['unit'],
      path: '/steps/step-a/deadlines/due',
      reason: mark,
    });
    ids['variance'] = String(variance['id']);
  }
}

/** Everything of the other township, as stored: it must be the same afterwards. */
export async function foreignState({ superuser }: TwoTownships): Promise<string> {
  const within = `(SELECT id FROM units WHERE code LIKE '${FOREIGN}%')`;
  const tables: [string, string][] = [
    ['units', `id IN ${within}`],
    ['people', `unit_id IN ${within}`],
    ['posts', `unit_id IN ${within}`],
    ['post_holders', `post_id IN (SELECT id FROM posts WHERE unit_id IN ${within})`],
    ['unit_group_members', `unit_id IN ${within}`],
    ['runs', `unit_id IN ${within}`],
    ['items', `unit_id IN ${within}`],
    ['problems', `unit_id IN ${within}`],
    ['api_tokens', `person_id IN (SELECT id FROM people WHERE unit_id IN ${within}) AND revoked_at IS NOT NULL`],
    ['reset_codes', `person_id IN (SELECT id FROM people WHERE unit_id IN ${within})`],
    ['evidence_files', `run_id IN (SELECT id FROM runs WHERE unit_id IN ${within})`],
    ['designs', `unit_id IN ${within}`],
    ['design_versions', `design_id IN (SELECT id FROM designs WHERE unit_id IN ${within})`],
    ['design_drafts', `design_id IN (SELECT id FROM designs WHERE unit_id IN ${within})`],
    ['design_leases', `design_id IN (SELECT id FROM designs WHERE unit_id IN ${within})`],
    ['design_variances', `unit_id IN ${within}`],
    ['activities', `campaign_id IN (SELECT campaign_id FROM runs WHERE unit_id IN ${within})`],
    ['drafts', `run_id IN (SELECT id FROM runs WHERE unit_id IN ${within})`],
  ];
  const parts: string[] = [];
  for (const [table, where] of tables) {
    const { rows } = await superuser.query<{ sum: string | null }>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${table} t WHERE ${where}`,
    );
    parts.push(`${table} ${rows[0]?.sum ?? 'none'}`);
  }
  return parts.join('\n');
}
