import type { AnswerOf, runRoutes } from '@gangmu/contract';
import {
  type GrantedPermission,
  type Item,
  reachOf,
  type RunState,
  stepFor,
  stepKinds,
  type UnitPlace,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Clock } from '../platform/clock/clock.js';
import type { SignedIn } from '../platform/http/access.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { reachSql } from '../platform/http/reach-sql.js';
import { nextRoleOfOthers } from './admission.js';
import { RunStore } from './run-store.js';
import { RunSurroundings } from './run-surroundings.js';

type LocalText = { zh: string; en?: string };
export interface ShownRun {
  run: RunState;
  unit: { id: string; code: string; name: LocalText; category: string; path: string };
  place: UnitPlace;
}

/** What the run page and the unit desk read: one SQL each. */
@Injectable()
export class RunScreens {
  constructor(
    private readonly database: Database,
    private readonly store: RunStore,
    private readonly clock: Clock,
    private readonly surroundings: RunSurroundings,
  ) {}

  /** A run, freshly read, with its unit. */
  async run(id: string): Promise<ShownRun | undefined> {
    const loaded = (await this.store.fresh([id])).get(id);
    if (loaded === undefined) return undefined;
    const { rows } = await this.database.pool.query<
      Omit<ShownRun['unit'], 'name'> & { name_zh: string; name_en: string | null }
    >('SELECT id, code, name_zh, name_en, category, path FROM units WHERE id = $1', [loaded.run.unit]);
    const { name_zh, name_en, ...unit } = rows[0]!;
    return {
      run: loaded.run,
      unit: { ...unit, name: named(name_zh, name_en) },
      place: { id: unit.id, path: unit.path },
    };
  }

  /** By item: the role that is to act on it now, where none of the reader's posts stands for that. */
  async forOthers(who: SignedIn, run: RunState): Promise<Record<string, LocalText>> {
    const template = await this.surroundings.template(run.template);
    const unit = await this.surroundings.unit(run.unit);
    if (unit === undefined) return {};
    return Object.fromEntries(
      Object.values(run.items).flatMap((item): [string, LocalText][] => {
        const role = nextRoleOfOthers(who, unit, template, item);
        return role === undefined ? [] : [[item.id, role]];
      }),
    );
  }

  /** Events of a run, latest first. */
  async history(
    run: string,
    query: { cursor?: string | undefined; limit: number; item?: string | undefined },
  ): Promise<AnswerOf<typeof runRoutes.history>> {
    const before = readCursor(query.cursor, ['number'])?.[0] ?? null;
    const { rows } = await this.database.pool.query<{
      seq: number;
      at: string;
      body: string;
      name_zh: string | null;
      name_en: string | null;
    }>(
      `SELECT e.seq, e.at, e.body, p.name_zh, p.name_en FROM events e
        LEFT JOIN people p ON p.id = e.body::jsonb->'by'->>'person'
        WHERE e.stream_kind = 'run' AND e.stream_id = $1 AND ($2::int IS NULL OR e.seq < $2)
          AND ($3::text IS NULL OR e.body::jsonb->'event'->>'item' = $3 OR e.body::jsonb->'event'->'item'->>'id' = $3)
        ORDER BY e.seq DESC LIMIT $4`,
      [run, before, query.item ?? null, query.limit + 1],
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.seq],
      (row) => {
        const { by, event } = JSON.parse(row.body) as {
          by: { person: string; role: string } | null;
          event: { type: string };
        };
        return {
          seq: row.seq,
          at: Number(row.at),
          type: event.type,
          by,
          name: row.name_zh === null ? null : named(row.name_zh, row.name_en),
          event,
        };
      },
    );
  }

  /** Items that wait for the reader, those with the nearest deadline first, those without one last. */
  async mine(who: SignedIn, query: MineQuery): Promise<AnswerOf<typeof runRoutes.mine>> {
    const values: unknown[] = [];
    const add = (value: unknown): string => `$${values.push(value)}`;
    const within = (permission: GrantedPermission): string => reachSql(reachOf(who.principal, permission), 'u', values);
    const reach =
      query.as === 'filer'
        ? within('runs:file')
        : `(${within('runs:review')} OR (i.body->'holdings'->-1->>'who' = 'inspection-group' AND ${within('inspection:write')}))`;
    const statuses = query.as === 'filer' ? `('open', 'returned')` : `('submitted')`;
    const after = readCursor(query.cursor, ['number', 'string', 'string']);
    const [templates, steps] = await this.endingByThemselves();
    const { rows } = await this.database.pool.query<MineRow>(
      `SELECT i.run_id AS run, i.campaign_id AS campaign, i.id AS item, i.step, i.status, i.holder, i.due, i.body->'label' AS label,
          i.body->>'review' AS review, i.body->>'delegatedTo' AS delegated_to,
          r.template_hash AS template, u.category, u.id AS unit, u.code, u.name_zh, u.name_en
        FROM items i JOIN units u ON u.id = i.unit_id JOIN runs r ON r.id = i.run_id
        WHERE i.status IN ${statuses} AND r.status = 'running' AND ${reach}
          AND NOT EXISTS (SELECT FROM unnest(${add(templates)}::text[], ${add(steps)}::text[]) AS own(template, step)
            WHERE own.template = r.template_hash AND own.step = i.step)
          ${query.campaign === undefined ? '' : `AND i.campaign_id = ${add(query.campaign)}`}
          ${query.unit === undefined ? '' : `AND i.unit_id = ${add(query.unit)}`}
          ${after === null ? '' : `AND (COALESCE(i.due, ${NEVER}), i.run_id, i.id) > (${add(after[0])}::int, ${add(after[1])}, ${add(after[2])})`}
        ORDER BY COALESCE(i.due, ${NEVER}), i.run_id, i.id LIMIT ${add(query.limit + 1)}`,
      values,
    );
    const minute = Math.floor(this.clock.now() / 60_000);
    const titles = new Map<string, LocalText>();
    for (const { template, step, category } of rows) {
      const known = (await this.surroundings.template(template)).steps[step];
      const title = known === undefined ? { zh: step } : stepFor(known, category).title;
      titles.set(
        `${template} ${step} ${category}`,
        title.en === undefined ? { zh: title.zh } : { zh: title.zh, en: title.en },
      );
    }
    const roles = await this.rolesOfOthers(who, rows, query.as);
    return pageOf(
      rows,
      query.limit,
      (row) => [row.due ?? NEVER, row.run, row.item],
      ({ unit, code, name_zh, name_en, template, category, review: _, delegated_to: _to, ...row }) => ({
        ...row,
        forRole: roles.get(`${row.run} ${row.item}`) ?? null,
        title: titles.get(`${template} ${row.step} ${category}`) ?? { zh: row.step },
        unit: { id: unit, code, name: named(name_zh, name_en) },
        late: query.as === 'filer' && row.due !== null && row.due < minute,
      }),
    );
  }

  /** Of items listed, those that are for a role none of the reader's posts stands for, by run and item. */
  private async rolesOfOthers(
    who: SignedIn,
    rows: readonly MineRow[],
    as: MineQuery['as'],
  ): Promise<Map<string, LocalText>> {
    const roles = new Map<string, LocalText>();
    const units = await this.surroundings.unitsOf(rows.map((row) => row.unit));
    for (const { run, item, step, status, review, delegated_to, template, unit: id } of rows) {
      const unit = units.get(id);
      if (unit === undefined) continue;
      const live = {
        step,
        status: status as Item['status'],
        ...(review === null ? {} : { review }),
        ...(delegated_to === null ? {} : { delegatedTo: delegated_to }),
      };
      const role = nextRoleOfOthers(who, unit, await this.surroundings.template(template), live, as);
      if (role !== undefined) roles.set(`${run} ${item}`, role);
    }
    return roles;
  }

  /** Steps that nobody hands in – they follow from others – of the templates in use, as two parallel lists. */
  private async endingByThemselves(): Promise<[templates: string[], steps: string[]]> {
    const { rows } = await this.database.pool.query<{ hash: string }>({
      name: 'templates_in_use',
      text: `SELECT template_hash AS hash FROM campaigns WHERE status <> 'closed'
        UNION SELECT t.template_hash FROM campaign_templates t JOIN campaigns c ON c.id = t.campaign_id WHERE c.status <> 'closed'`,
    });
    const pairs: [string, string][] = [];
    for (const { hash } of rows) {
      const { steps } = await this.surroundings.template(hash);
      for (const [step, { kind }] of Object.entries(steps)) if (byItself.has(kind)) pairs.push([hash, step]);
    }
    return [pairs.map(([hash]) => hash), pairs.map(([, step]) => step)];
  }
}

const byItself = new Set(stepKinds.filter((kind) => kind.completion !== 'hand-in').map((kind) => kind.id));

/** Sorts after every real minute. */
const NEVER = 2_000_000_000;

interface MineQuery {
  as: 'filer' | 'reviewer';
  cursor?: string | undefined;
  limit: number;
  unit?: string | undefined;
  campaign?: string | undefined;
}
interface MineRow {
  run: string;
  campaign: string;
  item: string;
  step: string;
  status: string;
  holder: string | null;
  due: number | null;
  label: LocalText | null;
  review: string | null;
  delegated_to: string | null;
  template: string;
  category: string;
  unit: string;
  code: string;
  name_zh: string;
  name_en: string | null;
}

const named = (zh: string, en: string | null): LocalText => (en === null ? { zh } : { zh, en });
