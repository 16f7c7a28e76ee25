/** One working hour of the demonstration: everybody does what is planned for it. */
import { type CommandResult, fileRoutes, type RunCommandInput, runRoutes } from '@gangmu/contract';
import { dateOf, heldOn as heldOnOf, type Minute, type Template, type Values } from '@gangmu/core';
import type { Database } from '@gangmu/engine';
import { decidesAt, handsInAt, isReturned, type Pending, type Surroundings } from './behaviour.js';
import { chance } from './chance.js';
import type { Desk, People } from './people.js';
import { sampleFiles } from './sample-file.js';
import { valuesFor } from './values.js';

interface PendingRow extends Record<string, unknown> {
  run: string;
  unit: string;
  /** The unit's code. */
  code: string;
  item: string;
  step: string;
  occurrence: string;
  status: 'open' | 'returned' | 'submitted';
  opened_at: number;
  since: number;
  due: number | null;
  attempts: number;
  returns: number;
  /** The review it is with, if any. */
  review: string | null;
}

/** What somebody holds. */
const PENDING = `
  SELECT i.run_id AS run, i.unit_id AS unit, u.code, i.id AS item, i.step, i.occurrence, i.status, i.opened_at,
      COALESCE(i.since, i.opened_at) AS since, i.body->>'review' AS review, i.due, i.attempts, i.returns
    FROM items i JOIN runs r ON r.id = i.run_id JOIN units u ON u.id = i.unit_id
    WHERE i.campaign_id = $1 AND i.status IN ('open', 'returned', 'submitted') AND r.status = 'running'
    ORDER BY u.code, i.id`;

/** Kinds whose items end by themselves: nobody hands anything in. */
const BY_ITSELF = new Set(['cascade', 'milestone']);
/** Share of months in which a clerk's branches hold their theme day together. */
const TOGETHER = 0.6;
/** Branches that a joint activity counts for at the least. */
const JOINT_FROM = 5;

export interface World {
  database: Database;
  people: People;
  desks: Map<string, Desk>;
  campaign: string;
  template: Template;
  around: Surroundings;
}

export interface Done {
  handedIn: number;
  decided: number;
  activities: number;
}

type Submission = Order & { command: { type: 'SubmitItem'; item: string; values: Values } };
type Order = { run: string; command: RunCommandInput; onBehalfOf?: { word: string } };

/** Carries out what is planned up to `now`. A second call finds nothing left to do: that is what makes kills harmless. */
export async function workHour(world: World, now: Minute): Promise<Done> {
  const rows = await world.database.query<PendingRow>(PENDING, [world.campaign], 'demo_pending');
  const filing = new Map<string, PendingRow[]>();
  const reviewing = new Map<string, PendingRow[]>();
  for (const row of rows) {
    const desk = world.desks.get(row.unit);
    const step = world.template.steps[row.step];
    if (desk === undefined || step === undefined || BY_ITSELF.has(step.kind)) continue;
    const pending = pendingOf(world, row, desk);
    const [login, at, map] =
      row.status === 'submitted'
        ? [reviewerOf(world, desk, row), decidesAt(pending, world.around), reviewing]
        : [desk.operator, handsInAt(pending, world.around), filing];
    if (login === null || at > now) continue;
    const list = map.get(login);
    if (list === undefined) map.set(login, [row]);
    else list.push(row);
  }
  const done: Done = { handedIn: 0, decided: 0, activities: 0 };
  await each([...filing], 8, async ([login, items]) => {
    const { joint, single } = jointly(items);
    for (const group of joint) {
      const filed = await fileTogether(world, login, group, now);
      done.handedIn += filed;
      done.activities += 1;
    }
    const orders = single.map((row) => submission(world, row, now));
    await upload(world, login, orders);
    const filed = await order(world, login, orders);
    // Added after the wait: `+=` across it would forget what others added meanwhile.
    done.handedIn += filed;
  });
  await each([...reviewing], 8, async ([login, items]) => {
    const decided = await order(
      world,
      login,
      items.map((row) => verdict(world, row)),
    );
    done.decided += decided;
  });
  return done;
}

/** Whoever is asked to review; the unit above stands in where nobody inspects the unit. */
function reviewerOf(world: World, { reviewer, superior, inspector }: Desk, row: PendingRow): string | null {
  const by = world.template.steps[row.step]?.reviews[row.review ?? '']?.by;
  if (by?.who === 'inspection-group') return inspector ?? superior;
  return by?.who === 'superior' ? superior : (reviewer ?? superior);
}

/** Branches of one clerk that hold a monthly activity together plan it by the clerk, not by the branch. */
function pendingOf(world: World, row: PendingRow, desk: Desk): Pending {
  const together =
    desk.elsewhere &&
    row.status === 'open' &&
    world.template.steps[row.step]!.occurrences.mode === 'every' &&
    chance(world.around.seed, desk.operator ?? '', row.item, 'together') < TOGETHER;
  return {
    id: row.item,
    unit: together ? `clerk-${desk.operator}` : row.code,
    status: row.status,
    openedAt: row.opened_at,
    since: row.since,
    due: row.due,
    attempts: row.attempts,
    returns: row.returns,
  };
}

/** What several units hand in of the same occurrence at the same hour was held once: one activity. */
function jointly(items: PendingRow[]): { joint: PendingRow[][]; single: PendingRow[] } {
  const groups = new Map<string, PendingRow[]>();
  for (const row of items) {
    const key = row.status === 'open' && row.occurrence !== '' ? row.item : `${row.run}/${row.item}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const all = [...groups.values()];
  return {
    joint: all.filter((group) => group.length >= JOINT_FROM),
    single: all.filter((group) => group.length < JOINT_FROM).flat(),
  };
}

const valuesOf = (world: World, row: PendingRow, now: Minute, together = false) => {
  const { seed, timeZone } = world.around;
  const desk = world.desks.get(row.unit)!;
  return valuesFor(world.template.steps[row.step]!, {
    seed,
    unit: row.code,
    size: desk.size,
    // A joint activity was held on one day for all.
    item: together ? `${desk.operator}/${row.item}` : row.item,
    together,
    openedOn: dateOf(row.opened_at, timeZone),
    today: dateOf(now, timeZone),
  });
};

const onWord = (world: World, row: PendingRow): { onBehalfOf?: { word: string } } =>
  world.desks.get(row.unit)!.elsewhere ? { onBehalfOf: { word: '支部书记口头告知' } } : {};

const submission = (world: World, row: PendingRow, now: Minute): Submission => ({
  run: row.run,
  command: { type: 'SubmitItem', item: row.item, values: valuesOf(world, row, now) },
  ...onWord(world, row),
});

function verdict(world: World, row: PendingRow): Order {
  const pending: Pending = { ...row, unit: row.code, id: row.item, openedAt: row.opened_at };
  const command: RunCommandInput = isReturned(pending, world.around)
    ? { type: 'ReturnItem', item: row.item, comment: '到会人数与应到人数不符，请核对后重新报送。', minimumDays: 2 }
    : { type: 'AcceptItem', item: row.item };
  return { run: row.run, command };
}

/** Uploads the files that values name, each for its own item: nothing is handed in that was not handed over. */
async function upload(world: World, login: string, orders: readonly Submission[]): Promise<void> {
  const client = await world.people.as(login);
  for (const { run, command } of orders) {
    const { item, values } = command;
    const step = world.template.steps[item.split('.', 1)[0] ?? ''];
    for (const [evidence, declared] of Object.entries(step?.evidence ?? {})) {
      if ((declared.type !== 'file' && declared.type !== 'photo') || values[evidence] === undefined) continue;
      for (const { name, bytes } of sampleFiles(declared))
        await client.call(fileRoutes.upload, { params: { run, item }, query: { evidence, name }, body: bytes });
    }
  }
}

/** Without the days that an activity fills in. */
const undated = (world: World, row: PendingRow, values: Values): Values => {
  const { evidence } = world.template.steps[row.step]!;
  return Object.fromEntries(Object.entries(values).filter(([id]) => evidence[id]?.type !== 'date'));
};

async function fileTogether(world: World, login: string, group: PendingRow[], now: Minute): Promise<number> {
  const client = await world.people.as(login);
  const first = group[0]!;
  const filled = group.map((row) => ({ row, values: valuesOf(world, row, now, true) }));
  // Held on one day for all, on which the last of these tasks was open: the activity says it, not each item.
  const days = filled.flatMap(({ row, values }) => heldOnOf(world.template.steps[row.step]!, values) ?? []);
  const heldOn = days.toSorted().at(-1) ?? dateOf(now, world.around.timeZone);
  const counts = filled.map(({ row, values }) => ({
    run: row.run,
    item: row.item,
    values: undated(world, row, values),
  }));
  await upload(
    world,
    login,
    counts.map(({ run, item, values }) => ({ run, command: { type: 'SubmitItem', item, values } })),
  );
  const answer = await client.call(runRoutes.activity, {
    // The same key after a kill: what was done is answered, the rest is done.
    idempotencyKey: `demo-${first.item}-${now}`,
    body: {
      campaign: world.campaign,
      heldOn,
      place: '镇党群服务中心',
      title: world.template.steps[first.step]!.title.zh,
      kinds: [world.template.steps[first.step]!.kind],
      counts,
      ...onWord(world, group.find(({ unit }) => world.desks.get(unit)?.elsewhere) ?? first),
    },
  });
  insist(answer.results);
  return answer.done;
}

async function order(world: World, login: string, orders: Order[]): Promise<number> {
  if (orders.length === 0) return 0;
  const client = await world.people.as(login);
  const answer = await client.call(runRoutes.bulk, { body: { orders } });
  insist(answer.results);
  return answer.done;
}

/** Everything planned is allowed: a refusal is a fault of engine or demonstration and ends it. */
function insist(results: readonly CommandResult[]): void {
  const refused = results.find((result) => !result.ok);
  if (refused !== undefined) throw new Error(`Refused in the demonstration: ${JSON.stringify(refused.problem)}`);
}

/** At most `width` at once; which of them is first never changes what comes out. */
export async function each<T>(list: T[], width: number, work: (entry: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, list.length) }, async () => {
      for (let n = next++; n < list.length; n = next++) await work(list[n]!);
    }),
  );
}
