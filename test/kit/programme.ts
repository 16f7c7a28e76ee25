/** A programme launched over the small county, and the few moves every scenario makes in it. */
import { campaignRoutes, fileRoutes, runRoutes, SIGNED_SHEET, systemRoutes, templateRoutes } from '@gangmu/contract';
import {
  type Envelope,
  fold,
  minuteAt,
  openEvent,
  type RunEvent,
  type RunState,
  type TemplateInput,
} from '@gangmu/core';
import { Clock, Database, SteppedTime } from '@gangmu/engine';
import type { Asked, SmallCounty } from './small-county.js';

export const ZONE = 'Asia/Shanghai';
export const minute = (date: string, time = '12:00'): number => minuteAt(date, time, ZONE);

export interface Programme {
  campaign: string;
  /** Ids of the runs by unit code. */
  runs: Record<string, string>;
  command(as: string, unit: string, command: object, headers?: Record<string, string>): Promise<Asked>;
  /** The same, but throws for a refusal. */
  order(as: string, unit: string, command: object): Promise<void>;
  item(unit: string, id: string): Promise<Record<string, unknown> | undefined>;
  /** Moves the stepped clock, stopping at every due minute on the way. */
  until(date: string, time?: string): Promise<void>;
  /** Puts the clock forward with nothing rung on the way: what an outage looks like afterwards. */
  leap(date: string, time?: string): Promise<void>;
}

/** A clock of tests and the demonstration. */
type Movable = Clock & { set(instant: number): Promise<void> };

/** A command as it is sent; what is handed in by the township's clerk for a village is so on somebody's word. */
export const onWord = (command: object): object =>
  'type' in command && command.type === 'SubmitItem' ? { command, onBehalfOf: { word: '支部书记电话' } } : { command };

/** The sheet of a sign-off on paper, uploaded for an item by whoever enters it. */
export async function signedSheet(
  county: SmallCounty,
  as: string,
  { run, item, date }: { run: string | undefined; item: string; date: string },
): Promise<{ signer: string; date: string; file: string }> {
  const raw = new TextEncoder().encode(`%PDF-1.4\n% ${item}\n%%EOF\n`);
  const query = { evidence: SIGNED_SHEET, name: '签字件.pdf' };
  const { hash } = await county.must(fileRoutes.upload, { as, params: { run, item }, query, raw });
  return { signer: '镇党委书记', date, file: String(hash) };
}

/** Publishes and launches over the whole county; the clock must be a stepped one. */
export async function launchProgramme(county: SmallCounty, template: TemplateInput): Promise<Programme> {
  const { hash } = await county.must(templateRoutes.publish, { as: 'c-designer', body: { template } });
  const { campaign, job } = await county.must(campaignRoutes.launch, {
    as: 'c-designer',
    body: { template: hash, name: template.title, scope: county.units['C'], ...template.window },
  });
  for (let status: unknown = 'working'; status !== 'done'; ) {
    ({ status } = await county.must(systemRoutes.progress, { as: 'c-designer', params: { job } }));
    if (status === 'failed') throw new Error('the launch failed');
  }
  const { entries } = (await county.must(campaignRoutes.units, { as: 'c-designer', params: { campaign } })) as {
    entries: { code: string; run: string }[];
  } & Record<string, unknown>;
  const runs = Object.fromEntries(entries.map(({ code, run }) => [code, run]));
  const command: Programme['command'] = (as, unit, body, headers = {}) =>
    county.ask(runRoutes.command, { as, params: { run: runs[unit] }, body: onWord(body), headers });
  return {
    campaign: String(campaign),
    runs,
    command,
    order: async (as, unit, body) => {
      const { status, text } = await command(as, unit, body);
      if (status !== 200) throw new Error(`${unit} ${JSON.stringify(body)}: ${status} ${text}`);
    },
    item: async (unit, id) => {
      const run = await county.must(runRoutes.get, { as: 'c-designer', params: { run: runs[unit] } });
      return (run['items'] as Record<string, unknown>[]).find((item) => item['id'] === id);
    },
    until: (date, time) => county.engine.get(SteppedTime).advanceTo(minute(date, time) * 60_000),
    leap: (date, time) => county.engine.get<Clock, Movable>(Clock).set(minute(date, time) * 60_000),
  };
}

/** Every run of the database twice: folded from its recorded events, and as its rows say. */
export async function recordedAndStored(
  county: SmallCounty,
): Promise<{ run: string; recorded: RunState | null; stored: RunState }[]> {
  // What runs tell each other is delivered first, so that nothing moves between the two looks.
  await county.engine.get(SteppedTime).settle();
  const database = county.engine.get(Database);
  const personal = await database.query<{ hash: string; value: unknown }>('SELECT hash, value FROM personal_values');
  const values = new Map(personal.map(({ hash, value }) => [hash, value]));
  const events = await database.query<{ run: string; body: string }>(
    `SELECT stream_id AS run, body FROM events WHERE stream_kind = 'run' ORDER BY stream_id, seq`,
  );
  const histories = new Map<string, RunEvent[]>();
  for (const { run, body } of events) {
    const { event }: Envelope = openEvent(body, (hash) => values.get(hash));
    histories.set(run, [...(histories.get(run) ?? []), event as unknown as RunEvent]);
  }
  const stored = await storedRuns(database);
  return [...stored].map(([run, state]) => ({ run, recorded: fold(histories.get(run) ?? []), stored: state }));
}

/** Read without the engine's own code: a column that it forgets to read would be missing on both sides. */
async function storedRuns(database: Database): Promise<Map<string, RunState>> {
  const rows = await database.query<
    Record<string, unknown> & { id: string; state: object; items: Record<string, unknown>[] }
  >(`
    SELECT r.*, COALESCE((SELECT jsonb_agg(to_jsonb(i)) FROM items i WHERE i.run_id = r.id), '[]') AS items FROM runs r`);
  const withValues = (fields: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row.state,
        id: row.id,
        campaign: row['campaign_id'],
        unit: row['unit_id'],
        template: row['template_hash'],
        status: row['status'],
        version: row['version'],
        start: row['start_minute'],
        end: row['end_minute'],
        ...withValues({ heldSince: row['held_since'], endedAt: row['ended_at'] }),
        items: Object.fromEntries(
          row.items.map((item) => [
            item['id'],
            {
              ...(item['body'] as object),
              id: item['id'],
              step: item['step'],
              occurrence: item['occurrence'],
              status: item['status'],
              openedAt: item['opened_at'],
              due: item['due'],
              originalDue: item['original_due'],
              closes: item['closes'],
              revision: item['revision'],
              returns: item['returns'],
              attempts: item['attempts'],
              ...withValues({
                heldOn: item['held_on'],
                heldBy: item['held_by'],
                submittedAt: item['submitted_at'],
                endedAt: item['ended_at'],
              }),
            },
          ]),
        ),
      } as unknown as RunState,
    ]),
  );
}
