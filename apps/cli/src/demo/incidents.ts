/**
 * What happens besides the plan: leaders and cohorts are entered, join and leave; a document to be studied comes; a
 * deadline is moved by telephone; units come, go, merge and split; problems arise and are closed by somebody else. Each
 * has its day and leaves a trace by which a later start sees that it has happened.
 */
import { campaignRoutes, ledgerRoutes, type RunCommandInput, runRoutes, unitRoutes } from '@gangmu/contract';
import { addDays, addWorkingDays, type Minute, nextWorkingDay, type PlainDate } from '@gangmu/core';
import { between, chance } from './chance.js';
import { type Desk, desks } from './people.js';
import { each, type World } from './work.js';

const COUNTY = { designer: 'county-designer', administrator: 'county-admin' } as const;

interface RunRow extends Record<string, unknown> {
  run: string;
  unit: string;
  registers: Record<string, { entries: Record<string, { withdrawnAt?: number }>; complete: boolean }>;
}

/** The working day `n` days into the campaign. */
const dayOf = (world: World, n: number, start: PlainDate): PlainDate =>
  nextWorkingDay(world.around.calendar, addDays(start, n));

/** Everything due on a day, in the morning, before the day's work. */
export async function incidents(world: World, start: PlainDate, today: PlainDate, now: Minute): Promise<void> {
  await registers(world, start, today);
  const on = (n: number): boolean => dayOf(world, n, start) === today;
  if (on(21) || on(64) || on(120)) await newDocument(world, today);
  if (on(40)) await telephone(world, now);
  if (on(33)) await newBranch(world, today);
  if (on(38)) await resolveFlags(world);
  if (on(68)) await announceMerger(world, dayOf(world, 73, start));
  if (on(77)) await split(world, today);
  // Who merged, or split, is looked after by others from now on.
  if (on(73) || on(77)) world.desks = await desks(world.database);
  if (on(90)) await dropOut(world, today);
  await problems(world, start, today);
}

const order = async (world: World, login: string, run: string, command: RunCommandInput): Promise<void> => {
  const client = await world.people.as(login);
  await client.call(runRoutes.command, { params: { run }, body: { command } });
};

/** Registers are filled within two weeks; later a leader joins here and there, and one leaves. */
async function registers(world: World, start: PlainDate, today: PlainDate): Promise<void> {
  const { seed } = world.around;
  const rows = await world.database.query<RunRow>(
    `SELECT id AS run, unit_id AS unit, state->'registers' AS registers FROM runs
      WHERE campaign_id = $1 AND status = 'running' AND state->'registers' <> '{}' ORDER BY id`,
    [world.campaign],
  );
  await each(rows, 8, async ({ run, unit, registers: all }) => {
    const desk = world.desks.get(unit);
    const login = desk?.operator;
    if (desk === undefined || login === null || login === undefined) return;
    for (const [register, { entries, complete }] of Object.entries(all)) {
      const key = [seed, desk.code, register] as const;
      const filledOn = dayOf(world, between(2, 12, ...key, 'filled'), start);
      const size = between(2, register === 'leaders' ? 6 : 3, ...key, 'size');
      const add = (n: number): Promise<void> =>
        order(world, login, run, {
          type: 'AddRegisterEntry',
          register,
          entry: `${register}-${n}`,
          label: labelOf(register, n),
        });
      if (!complete && filledOn <= today) {
        for (let n = 1; n <= size; n += 1) if (entries[`${register}-${n}`] === undefined) await add(n);
        await order(world, login, run, { type: 'CompleteRegister', register });
      }
      if (register !== 'leaders' || !complete) continue;
      const joins = chance(...key, 'joins') < 0.2 && dayOf(world, between(45, 75, ...key, 'joins-on'), start) === today;
      if (joins && entries[`leaders-${size + 1}`] === undefined) await add(size + 1);
      const leaves =
        chance(...key, 'leaves') < 0.1 && dayOf(world, between(50, 80, ...key, 'leaves-on'), start) === today;
      const first = entries['leaders-1'];
      if (leaves && first !== undefined && first.withdrawnAt === undefined) {
        await order(world, login, run, {
          type: 'WithdrawRegisterEntry',
          register,
          entry: 'leaders-1',
          reason: '工作调动',
        });
      }
    }
  });
}

const NOUNS: Record<string, { zh: string; en: string }> = {
  leaders: { zh: '班子成员', en: 'Leader' },
  cohorts: { zh: '批次', en: 'Cohort' },
  batches: { zh: '批次', en: 'Batch' },
};
const labelOf = (register: string, n: number): { zh: string; en: string } => {
  const noun = NOUNS[register] ?? { zh: '条目', en: 'Entry' };
  return { zh: `${noun.zh}${n}`, en: `${noun.en} ${n}` };
};

/** A new document is to be studied at once (第一议题): the county triggers the on-call steps. */
async function newDocument(world: World, today: PlainDate): Promise<void> {
  const steps = Object.entries(world.template.steps).filter(
    ([, step]) => step.occurrences.mode === 'on-call' && step.kind === 'study',
  );
  const trigger = `document-${today}`;
  for (const [step] of steps) {
    const rows = await world.database.query<{ run: string }>(
      `SELECT r.id AS run FROM runs r WHERE r.campaign_id = $1 AND r.status = 'running'
          AND COALESCE((r.state->'steps'->$2->>'condition')::boolean, true)
          AND NOT EXISTS (SELECT FROM items i WHERE i.run_id = r.id AND i.id = $2 || '.' || $3)
        ORDER BY r.id`,
      [world.campaign, step, trigger],
    );
    if (rows.length === 0) continue;
    const client = await world.people.as(COUNTY.designer);
    await client.call(runRoutes.bulk, {
      body: {
        orders: rows.map(({ run }) => ({
          run,
          command: {
            type: 'TriggerStep' as const,
            step,
            trigger,
            label: { zh: `${today} 重要讲话精神`, en: `Address of ${today}` },
          },
        })),
      },
    });
  }
}

/** An order by telephone: one step of everybody is due a week later, at once. */
async function telephone(world: World, now: Minute): Promise<void> {
  // After a kill the order stands in the record: the same key answers what was done of it, and does what was not.
  const [given] = await world.database.query<{ step: string; due: number }>(
    `SELECT i.step, (e.body::jsonb->'event'->>'due')::int AS due
      FROM events e JOIN items i ON i.run_id = e.stream_id AND i.id = e.body::jsonb->'event'->>'item'
      WHERE e.campaign_id = $1 AND e.type = 'DeadlineChanged' AND e.body LIKE '%"by":"telephone"%' LIMIT 1`,
    [world.campaign],
  );
  const rows = await world.database.query<{ step: string; due: number }>(
    `SELECT step, max(due) + 7 * 1440 AS due FROM items WHERE campaign_id = $1 AND status = 'open' AND due > $2 AND occurrence = ''
      GROUP BY step ORDER BY count(*) DESC, step LIMIT 1`,
    [world.campaign, now + 3 * 1440],
  );
  const target = given ?? rows[0];
  if (target === undefined) return;
  const client = await world.people.as(COUNTY.designer);
  await client.call(campaignRoutes.move, {
    params: { campaign: world.campaign },
    idempotencyKey: 'demo-telephone',
    body: {
      step: target.step,
      due: target.due,
      authority: { by: 'telephone', who: '县委办公室', at: now * 60_000, reason: '防汛值守，延后一周' },
    },
  });
}

/** A branch is founded in a township while the programme runs: it is flagged until somebody decides. */
async function newBranch(world: World, today: PlainDate): Promise<void> {
  const [known] = await world.database.query<{ id: string }>(`SELECT id FROM units WHERE code = 'NEW-01'`);
  if (known !== undefined) return;
  const [township] = await world.database.query<{ id: string }>(
    `SELECT id FROM units WHERE category = 'township' ORDER BY code LIMIT 1`,
  );
  const client = await world.people.as(COUNTY.administrator);
  await client.call(unitRoutes.create, {
    body: {
      code: 'NEW-01',
      name: { zh: '新业态快递联合党支部', en: 'Joint branch of courier services' },
      parent: township!.id,
      category: 'new-economy',
      members: 9,
      validFrom: today,
    },
  });
}

/** Flagged units are started, one by one, by the county office. */
async function resolveFlags(world: World): Promise<void> {
  const client = await world.people.as(COUNTY.designer);
  const { entries } = await client.call(campaignRoutes.units, {
    params: { campaign: world.campaign },
    query: { state: 'flagged', limit: 500 },
  });
  for (const { unit } of entries) {
    await client.call(campaignRoutes.join, { params: { campaign: world.campaign, unit } });
  }
  world.desks = await desks(world.database);
}

/** A new-economy organisation closes down: it is taken out of what is asked, with the reason. */
async function dropOut(world: World, today: PlainDate): Promise<void> {
  const [gone] = await world.database.query<{ unit: string }>(
    `SELECT cu.unit_id AS unit FROM campaign_units cu JOIN units u ON u.id = cu.unit_id
      WHERE cu.campaign_id = $1 AND u.category = 'new-economy' AND u.code <> 'NEW-01' ORDER BY u.code LIMIT 1`,
    [world.campaign],
  );
  if (gone === undefined) return;
  const [state] = await world.database.query<{ state: string }>(
    'SELECT state FROM campaign_units WHERE campaign_id = $1 AND unit_id = $2',
    [world.campaign, gone.unit],
  );
  if (state?.state === 'running') {
    const client = await world.people.as(COUNTY.designer);
    await client.call(campaignRoutes.exempt, {
      params: { campaign: world.campaign, unit: gone.unit },
      body: { reason: '企业注销，党员已转出' },
    });
  }
  const [unit] = await world.database.query<{ open: boolean }>(
    'SELECT valid_to IS NULL AS open FROM units WHERE id = $1',
    [gone.unit],
  );
  if (unit?.open === true) {
    const client = await world.people.as(COUNTY.administrator);
    await client.call(unitRoutes.dissolve, {
      params: { unit: gone.unit },
      body: { effective: today, reason: '企业注销' },
    });
  }
}

/** Villages of a township that exist, by code. */
const villagesOf = (world: World, township: number): Promise<{ id: string; code: string; members: number }[]> =>
  world.database.query(
    `SELECT u.id, u.code, u.members FROM units u
      WHERE u.category = 'village' AND u.valid_to IS NULL
        AND u.parent_id = (SELECT id FROM units WHERE category = 'township' ORDER BY code LIMIT 1 OFFSET $1)
      ORDER BY u.code`,
    [township],
  );

/** Two village branches will be one: announced ahead, carried out when the day begins. */
async function announceMerger(world: World, effective: PlainDate): Promise<void> {
  if ((await world.database.query('SELECT FROM planned_unit_changes')).length > 0) return;
  const [stays, ends] = await villagesOf(world, 1);
  if (stays === undefined || ends === undefined) return;
  const client = await world.people.as(COUNTY.administrator);
  await client.call(unitRoutes.merge, {
    params: { unit: stays.id },
    body: { units: [ends.id], effective, reason: '村级规模调整' },
  });
}

/** A large village branch becomes two; both go on where it stood. */
async function split(world: World, today: PlainDate): Promise<void> {
  if ((await world.database.query(`SELECT FROM unit_changes WHERE kind = 'split'`)).length > 0) return;
  const [village] = await villagesOf(world, 2);
  if (village === undefined) return;
  const { code, members } = village;
  const half = Math.ceil(members / 2);
  const client = await world.people.as(COUNTY.administrator);
  await client.call(unitRoutes.split, {
    params: { unit: village.id },
    body: {
      into: [
        { code: `${code}-1`, name: { zh: '第一联合党支部', en: 'First joint branch' }, members: half },
        { code: `${code}-2`, name: { zh: '第二联合党支部', en: 'Second joint branch' }, members: members - half },
      ],
      effective: today,
      reason: '党员人数较多',
    },
  });
}

const TITLES = [
  '办事窗口等候时间长',
  '支部学习资料更新不及时',
  '村内道路照明损坏',
  '群众诉求答复超时',
  '公共服务事项公开不全',
];
const ASPECTS = ['theory', 'politics', 'ability', 'commitment', 'style', 'integrity'] as const;
/** Working days after a problem was found. */
const LIFE = { measure: 5, done: 24, request: 28, verify: 32 } as const;
/** Share of problems that are still being worked on at the end. */
const STUCK = 0.15;

interface ProblemRow extends Record<string, unknown> {
  id: string;
  unit: string;
  status: string;
  title: string;
  measures: Record<string, { doneOn?: string }>;
}

/** Problems of bureaus and townships: found on their day, worked on, asked to be closed, verified by somebody else. */
async function problems(world: World, start: PlainDate, today: PlainDate): Promise<void> {
  const { seed } = world.around;
  const units = [...world.desks.values()].filter(
    ({ category, operator, reviewer }) =>
      ['county-organ', 'township'].includes(category) && operator !== null && reviewer !== null,
  );
  const known = await world.database.query<ProblemRow>(
    `SELECT id, unit_id AS unit, status, body->>'title' AS title, body->'measures' AS measures FROM problems
      WHERE campaign_id = $1`,
    [world.campaign],
  );
  await each(units, 4, async (desk) => {
    for (let n = 1; n <= between(1, 3, seed, desk.code, 'problems'); n += 1) {
      const key = [seed, desk.code, 'problem', n] as const;
      const foundOn = dayOf(world, between(30, 110, ...key), start);
      if (foundOn > today) continue;
      const title = `${TITLES[between(0, TITLES.length - 1, ...key, 'title')]!}（${n}）`;
      const problem = known.find((one) => one.unit === desk.unit && one.title === title);
      if (problem === undefined) {
        if (foundOn === today) await find(world, desk, title, foundOn, key);
      } else await workOn(world, desk, problem, foundOn, today, chance(...key, 'stuck') < STUCK);
    }
  });
}

type Key = readonly (string | number)[];

async function find(world: World, desk: Desk, title: string, foundOn: PlainDate, key: Key): Promise<void> {
  const client = await world.people.as(desk.operator!);
  await client.call(ledgerRoutes.record, {
    idempotencyKey: `demo-${key.join('-')}`,
    body: {
      campaign: world.campaign,
      unit: desk.unit,
      entry: {
        title,
        source: 'research',
        channel: 'visit',
        aspect: ASPECTS[between(0, ASPECTS.length - 1, ...key, 'aspect')]!,
        class: 'by-deadline',
        leader: { name: '分管负责同志' },
        foundOn,
        due: addDays(foundOn, 60),
      },
    },
  });
}

async function workOn(
  world: World,
  desk: Desk,
  problem: ProblemRow,
  foundOn: PlainDate,
  today: PlainDate,
  stuck: boolean,
): Promise<void> {
  const on = (days: number): boolean => addWorkingDays(world.around.calendar, foundOn, days) === today;
  const [measure] = Object.entries(problem.measures);
  const params = { problem: problem.id };
  const client = await world.people.as(desk.operator!);
  if (on(LIFE.measure) && measure === undefined) {
    const text = '明确责任人，限期整改到位并公开结果';
    const entry = { text, person: { name: '经办同志' }, unit: desk.unit, due: addDays(foundOn, 45) };
    await client.call(ledgerRoutes.command, { params, body: { type: 'AddMeasure', entry } });
  } else if (on(LIFE.done) && !stuck && measure !== undefined && measure[1].doneOn === undefined) {
    await client.call(ledgerRoutes.command, { params, body: { type: 'CompleteMeasure', measure: measure[0] } });
  } else if (on(LIFE.request) && !stuck && problem.status === 'open') {
    const evidence = [{ kind: 'note' as const, text: '已整改到位并在公开栏公示' }];
    await client.call(ledgerRoutes.command, { params, body: { type: 'RequestCloseOut', evidence } });
  } else if (on(LIFE.verify) && problem.status === 'requested') {
    const other = await world.people.as(desk.reviewer!);
    await other.call(ledgerRoutes.verify, { params, body: { type: 'VerifyCloseOut' } });
  }
}
