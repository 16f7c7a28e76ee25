/** How a RunState lies in the database: a header row and one row per opened item. No second copy of anything. */
import { type Item, lateness, type RunState, type RunStatus } from '@gangmu/core';

/** A row of `runs` as pg gives it; bigint columns come as text. */
export interface RunRow {
  id: string;
  campaign_id: string;
  unit_id: string;
  template_hash: string;
  status: RunStatus;
  version: number;
  head: Buffer;
  start_minute: number;
  end_minute: number;
  held_since: number | null;
  ended_at: string | null;
  state: StoredState;
}

/** What of a run's state has no column and no row of its own. */
export type StoredState = Omit<
  RunState,
  'id' | 'campaign' | 'unit' | 'template' | 'status' | 'version' | 'start' | 'end' | 'items' | 'heldSince' | 'endedAt'
>;

/** A row of `items`, also the shape that `commit_runs` takes. */
export interface ItemRow {
  run_id: string;
  id: string;
  campaign_id: string;
  unit_id: string;
  step: string;
  occurrence: string;
  status: Item['status'];
  holder: string | null;
  since: number | null;
  opened_at: number;
  due: number | null;
  original_due: number | null;
  closes: number | null;
  revision: number;
  returns: number;
  attempts: number;
  held_on: string | null;
  held_by: number | null;
  /** How long the unit held it past its limits, without the time it has been holding it now. */
  late_minutes: number;
  submitted_at: string | number | null;
  ended_at: string | number | null;
  body: ItemBody;
}

/** The fields of an item that no screen filters by. */
export type ItemBody = Omit<
  Item,
  | 'id'
  | 'step'
  | 'occurrence'
  | 'status'
  | 'openedAt'
  | 'due'
  | 'originalDue'
  | 'closes'
  | 'revision'
  | 'returns'
  | 'attempts'
  | 'heldOn'
  | 'heldBy'
  | 'submittedAt'
  | 'endedAt'
>;

export const storedState = (run: RunState): StoredState => {
  const {
    id: _id,
    campaign: _campaign,
    unit: _unit,
    template: _template,
    status: _status,
    version: _version,
    start: _start,
    end: _end,
    items: _items,
    heldSince: _heldSince,
    endedAt: _endedAt,
    ...state
  } = run;
  return state;
};

/** An item as a row. `since`: when it came to whoever holds it now. */
export function itemRow(run: Pick<RunState, 'id' | 'campaign' | 'unit'>, item: Item): ItemRow {
  const {
    id,
    step,
    occurrence,
    status,
    openedAt,
    due,
    originalDue,
    closes,
    revision,
    returns,
    attempts,
    heldOn,
    heldBy,
    submittedAt,
    endedAt,
    ...body
  } = item;
  const holding = item.holdings.at(-1);
  const held = holding !== undefined && holding.until === undefined;
  return {
    run_id: run.id,
    id,
    campaign_id: run.campaign,
    unit_id: run.unit,
    step,
    occurrence,
    status,
    holder: held ? holding.holder : null,
    since: held ? holding.from : null,
    opened_at: openedAt,
    due,
    original_due: originalDue,
    closes,
    revision,
    returns,
    attempts,
    held_on: heldOn ?? null,
    held_by: heldBy ?? null,
    late_minutes: lateness({ holdings: item.holdings.filter(({ until }) => until !== undefined) }, 0).unit,
    submitted_at: submittedAt ?? null,
    ended_at: endedAt ?? null,
    body,
  };
}

export const itemOfRow = (row: ItemRow): Item => ({
  ...row.body,
  id: row.id,
  step: row.step,
  occurrence: row.occurrence,
  status: row.status,
  openedAt: row.opened_at,
  due: row.due,
  originalDue: row.original_due,
  closes: row.closes,
  revision: row.revision,
  returns: row.returns,
  attempts: row.attempts,
  ...(row.held_on === null ? {} : { heldOn: row.held_on }),
  ...(row.held_by === null ? {} : { heldBy: row.held_by }),
  ...(row.submitted_at === null ? {} : { submittedAt: Number(row.submitted_at) }),
  ...(row.ended_at === null ? {} : { endedAt: Number(row.ended_at) }),
});

/** Puts a run together from its rows. */
export const runOfRows = (row: RunRow, items: ItemRow[]): RunState => ({
  ...row.state,
  id: row.id,
  campaign: row.campaign_id,
  unit: row.unit_id,
  template: row.template_hash,
  status: row.status,
  version: row.version,
  start: row.start_minute,
  end: row.end_minute,
  ...(row.held_since === null ? {} : { heldSince: row.held_since }),
  ...(row.ended_at === null ? {} : { endedAt: Number(row.ended_at) }),
  items: Object.fromEntries(items.map((item) => [item.id, itemOfRow(item)])),
});
