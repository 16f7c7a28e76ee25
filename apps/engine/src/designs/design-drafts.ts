import type { AnswerOf, DesignDraft, designRoutes } from '@gangmu/contract';
import {
  applyDifference,
  type Difference,
  type Finding,
  newlyBroken,
  parseTemplate,
  type Template,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { notFound, Problem } from '../platform/http/problem.js';
import { inWords } from '../templates/templates.js';
import type { Transaction } from '../units/sql.js';
import { Bounding } from './bounding.js';
import { DesignLeases, toldOf } from './design-leases.js';
import { type DesignRow, leaseOf, personOf } from './design-rows.js';
import {
  compose,
  type Composed,
  type DraftBody,
  drafting,
  errorsOf,
  lockFindings,
  refuseWith,
} from './design-rules.js';
import { DesignStore } from './design-store.js';

/** What is being worked on, as it can be read; `findings` say why it cannot. */
export interface Working {
  base: string | null;
  baseTemplate: Template | null;
  template: Template;
  difference: Difference | null;
  /** As stored, where it cannot be read. */
  raw: unknown;
  readable: boolean;
  findings: Finding[];
  savedAt: number;
  savedBy: DesignDraft['savedBy'];
  /** Whether there is a draft at all; otherwise this is what is published. */
  drafted: boolean;
}

interface Stored {
  base: string | null;
  body: unknown;
}

type Lang = 'zh' | 'en';
type Saved = AnswerOf<typeof designRoutes.saveDraft>;

/** An earlier state of a draft is kept this often, and where somebody else goes on: who changed what can be told. */
const AUTOSAVE_EVERY = 60_000;

/** What somebody else did meanwhile: the change was not saved, and was put aside. */
type Overtaken = { code: 'draft-taken-over' | 'draft-moved-on'; params: Problem['params'] };

/** Drafts: one per design, saved over a known revision by who holds the lease; nothing sent is ever lost. */
@Injectable()
export class DesignDrafts {
  constructor(
    private readonly store: DesignStore,
    private readonly leases: DesignLeases,
    private readonly bounding: Bounding,
  ) {}

  /** What is being worked on: the draft, or else what is published. */
  async working(row: DesignRow): Promise<Working> {
    const [draft] = await this.store.database.query<Stored & { at: number } & Record<string, unknown>>(
      'SELECT base, body, at FROM design_drafts WHERE design_id = $1',
      [row.id],
    );
    if (draft !== undefined)
      return {
        ...(await this.opened(row, draft)),
        savedAt: draft.at,
        savedBy: personOf(row.draft_person, row.draft_zh, row.draft_en),
        drafted: true,
      };
    const version = row.number === 0 ? undefined : await this.store.version(row.id, row.number);
    if (version === undefined) throw new Problem(422, 'design-nothing-drafted');
    const since = {
      savedAt: version.at,
      savedBy: personOf(version.person_id, version.person_zh, version.person_en),
      drafted: false,
    };
    const base = version.base === null ? null : await this.store.template(version.base);
    // What applies is there as a whole; only what it changes of a base that is gone cannot be shown any more.
    if (base === undefined)
      return { ...(await this.opened(row, { base: version.base, body: version.difference ?? {} })), ...since };
    const template = await this.store.templateOf(version);
    return {
      base: version.base,
      baseTemplate: base,
      template,
      difference: version.difference,
      raw: template,
      readable: true,
      findings: [],
      ...since,
    };
  }

  /** A stored draft or autosave as a template; one of another format, or without its base, says what is wrong. */
  async opened(row: DesignRow, { base, body }: Stored): Promise<Omit<Working, 'savedAt' | 'savedBy' | 'drafted'>> {
    const wrong = (findings: Finding[]): Omit<Working, 'savedAt' | 'savedBy' | 'drafted'> => ({
      base,
      baseTemplate: null,
      template: body as Template,
      difference: row.kind === 'adaptation' ? (body as Difference) : null,
      raw: body,
      readable: false,
      findings,
    });
    const vanished = (): Finding[] => [
      { code: 'design-base-vanished', severity: 'error', path: '', params: { hash: base ?? '' } },
    ];
    const baseTemplate = base === null ? null : await this.store.template(base);
    if (baseTemplate === undefined) return wrong(vanished());
    if (row.kind === 'adaptation' && baseTemplate === null) return wrong(vanished());
    const applied =
      baseTemplate === null
        ? { template: body, findings: [] as Finding[] }
        : applyDifference(baseTemplate, body as Difference);
    const parsed = parseTemplate(applied.template);
    if (!parsed.ok) return wrong(parsed.findings);
    return {
      base,
      baseTemplate,
      template: parsed.template,
      difference: baseTemplate === null ? null : (body as Difference),
      raw: body,
      readable: true,
      findings: applied.findings,
    };
  }

  /** What can be worked on at all. @throws Problem 422 */
  async readable(row: DesignRow): Promise<Working> {
    const working = await this.working(row);
    if (!working.readable) throw refuseWith(422, unreadableCode(working.findings), working.findings);
    return working;
  }

  async draft(row: DesignRow, lang: Lang, lease?: string): Promise<DesignDraft> {
    const working = await this.working(row);
    return {
      revision: row.revision,
      base: working.base,
      template: (working.readable ? working.template : working.raw) as Record<string, unknown>,
      difference: working.difference,
      savedAt: working.savedAt,
      savedBy: working.savedBy,
      lease: leaseOf(row, this.store.now(), lease),
      readable: working.readable,
      findings: inWords(working.findings, lang),
    };
  }

  /**
   * Saves over a revision. Refused: what is no template, what is locked above; put aside and told: what somebody else
   * was faster with.
   *
   * @throws Problem 400, 409, 422
   */
  async save(
    row: DesignRow,
    body: DraftBody,
    by: { person: string; lease: string; revision: number; lang: Lang },
  ): Promise<Saved> {
    const working = await this.readable(row);
    const composed = compose(working.baseTemplate, body, working.difference);
    const remarks = await this.insistOnLocks(row, working, composed.template);
    const stored = { base: working.base, body: composed.difference ?? composed.template };
    return this.keep(row, stored, composed, { ...by, findings: remarks });
  }

  /** Remarks on what was changed. @throws Problem 422 for what the level above does not allow */
  private async insistOnLocks(row: DesignRow, working: Working, template: Template): Promise<Finding[]> {
    if (working.baseTemplate === null) return [];
    const bounds = await this.bounding.of(row, working.baseTemplate, working.base ?? '');
    const found = lockFindings(bounds, template);
    if (errorsOf(found).length === 0) return found;
    const broken = newlyBroken(bounds.base, working.template, template, drafting(bounds));
    if (broken.length > 0) throw refuseWith(422, 'design-locked', broken, '/template');
    return found;
  }

  /** Stores the draft, or puts it aside where somebody else was faster. */
  private async keep(
    row: DesignRow,
    stored: Stored,
    composed: Composed,
    by: { person: string; lease: string; revision: number; lang: Lang; findings: Finding[] },
  ): Promise<Saved> {
    const at = this.store.now();
    const outcome = await this.store.database.transaction(async (sql): Promise<Overtaken | { revision: number }> => {
      const { revision } = await this.store.lock(sql, row.id);
      const holder = await this.leases.takeFree(sql, row.id, by, at);
      const overtaken: Overtaken | null =
        holder !== null
          ? { code: 'draft-taken-over', params: toldOf(holder) }
          : revision !== by.revision
            ? { code: 'draft-moved-on', params: { revision } }
            : null;
      if (overtaken !== null) {
        await putAside(sql, row.id, { ...stored, kind: 'rejected', revision: by.revision, person: by.person, at });
        return overtaken;
      }
      return {
        revision: await this.write(sql, row, stored, { person: by.person, at, title: composed.template.title }),
      };
    });
    if ('code' in outcome) throw new Problem(409, outcome.code, { params: outcome.params });
    return { revision: outcome.revision, savedAt: at, findings: inWords(by.findings, by.lang) };
  }

  /** Writes the draft inside the caller's transaction, which holds the design; answers the new revision. */
  async write(
    sql: Transaction,
    row: Pick<DesignRow, 'id' | 'kind'>,
    { base, body }: Stored,
    by: { person: string | null; at: number; title: Template['title'] },
  ): Promise<number> {
    const { id, kind } = row;
    await sql.query(
      `INSERT INTO design_autosaves (design_id, revision, kind, base, body, person_id, at)
        SELECT d.design_id, s.revision, 'saved', d.base, d.body, d.person_id, d.at
          FROM design_drafts d JOIN designs s ON s.id = d.design_id
          WHERE d.design_id = $1 AND (d.person_id IS DISTINCT FROM $3 OR NOT EXISTS (SELECT FROM design_autosaves a
            WHERE a.design_id = $1 AND a.kind = 'saved' AND a.at > $2))`,
      [id, by.at - AUTOSAVE_EVERY, by.person],
    );
    await sql.query(
      `INSERT INTO design_drafts (design_id, format, base, body, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (design_id) DO UPDATE SET format = EXCLUDED.format, base = EXCLUDED.base, body = EXCLUDED.body,
          person_id = EXCLUDED.person_id, at = EXCLUDED.at`,
      [id, `gangmu-${kind}/1`, base, JSON.stringify(body), by.person, by.at],
    );
    const { rows } = await sql.query<{ revision: number }>(
      'UPDATE designs SET revision = revision + 1, title = $2 WHERE id = $1 RETURNING revision',
      [id, JSON.stringify(by.title)],
    );
    return rows[0]!.revision;
  }

  /** Puts the draft away; what is published stands again. @throws Problem 409, 422 */
  async discard(row: DesignRow, by: { person: string; lease: string }): Promise<number> {
    if (row.number === 0) throw new Problem(422, 'design-nothing-drafted');
    const at = this.store.now();
    return this.store.database.transaction(async (sql) => {
      const { revision } = await this.store.lock(sql, row.id);
      await this.leases.insist(sql, row.id, by, at);
      if (!(await putAwayDraft(sql, row.id, revision, 'discarded'))) return revision;
      const { rows } = await sql.query<{ revision: number }>(
        'UPDATE designs SET revision = revision + 1 WHERE id = $1 RETURNING revision',
        [row.id],
      );
      return rows[0]!.revision;
    });
  }

  /** Makes the draft of something that was: an earlier version, or an update that was confirmed. */
  async replace(
    row: DesignRow,
    stored: Stored & { title: Template['title'] },
    by: { person: string; lease: string; lang: Lang; revision?: number; findings?: Finding[] },
    also: (sql: Transaction) => Promise<void> = () => Promise.resolve(),
  ): Promise<Saved> {
    const at = this.store.now();
    const revision = await this.store.database.transaction(async (sql) => {
      const { revision: present } = await this.store.lock(sql, row.id);
      await this.leases.insist(sql, row.id, by, at);
      if (by.revision !== undefined && by.revision !== present)
        throw new Problem(409, 'draft-moved-on', { params: { revision: present } });
      await putAwayDraft(sql, row.id, present, 'saved');
      await also(sql);
      return this.write(sql, row, stored, { person: by.person, at, title: stored.title });
    });
    return { revision, savedAt: at, findings: inWords(by.findings ?? [], by.lang) };
  }

  async autosaves(
    design: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<AnswerOf<typeof designRoutes.autosaves>> {
    const before = readCursor(query.cursor, ['number'])?.[0] ?? null;
    const rows = await this.store.database.query<{
      id: number;
      revision: number;
      at: number;
      kind: 'saved' | 'rejected' | 'discarded';
      person: string | null;
      zh: string | null;
      en: string | null;
    }>(
      `SELECT a.id, a.revision, a.at, a.kind, a.person_id AS person, p.name_zh AS zh, p.name_en AS en
        FROM design_autosaves a LEFT JOIN people p ON p.id = a.person_id
        WHERE a.design_id = $1 AND ($2::int IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`,
      [design, before, query.limit + 1],
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      ({ id, revision, at, kind, person, zh, en }) => ({ id, revision, at, kind, by: personOf(person, zh, en) }),
    );
  }

  async autosave(row: DesignRow, id: number): Promise<AnswerOf<typeof designRoutes.autosave>> {
    const found = await this.kept(row, id);
    const opened = await this.opened(row, found);
    return {
      template: (opened.readable ? opened.template : opened.raw) as Record<string, unknown>,
      base: found.base,
      difference: opened.difference,
      at: found.at,
      revision: found.revision,
    };
  }

  /** Makes the draft of an earlier state. @throws Problem 404, 409, 422 for one that cannot be read */
  async restore(row: DesignRow, id: number, by: { person: string; lease: string; lang: Lang }): Promise<Saved> {
    const found = await this.kept(row, id);
    const opened = await this.opened(row, found);
    if (!opened.readable) throw refuseWith(422, unreadableCode(opened.findings), opened.findings);
    return this.replace(row, { base: found.base, body: found.body, title: opened.template.title }, by);
  }

  private async kept(row: DesignRow, id: number): Promise<Stored & { at: number; revision: number }> {
    const [found] = await this.store.database.query<
      Stored & { at: number; revision: number } & Record<string, unknown>
    >('SELECT base, body, at, revision FROM design_autosaves WHERE design_id = $1 AND id = $2', [row.id, id]);
    if (found === undefined) throw notFound('autosave');
    return found;
  }
}

const unreadableCode = ([first]: readonly Finding[]): string =>
  first?.code === 'design-base-vanished' ? 'design-base-vanished' : 'draft-unreadable';

/** Keeps a state of the draft apart. */
async function putAside(
  sql: Transaction,
  design: string,
  state: Stored & { kind: string; revision: number; person: string; at: number },
): Promise<void> {
  await sql.query(
    `INSERT INTO design_autosaves (design_id, revision, kind, base, body, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [design, state.revision, state.kind, state.base, JSON.stringify(state.body), state.person, state.at],
  );
}

/** Moves the draft among the autosaves; answers whether there was one. */
export async function putAwayDraft(
  sql: Transaction,
  design: string,
  revision: number,
  kind: 'saved' | 'discarded',
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `WITH gone AS (DELETE FROM design_drafts WHERE design_id = $1 RETURNING *)
      INSERT INTO design_autosaves (design_id, revision, kind, base, body, person_id, at)
        SELECT design_id, $2, $3, base, body, person_id, at FROM gone`,
    [design, revision, kind],
  );
  return (rowCount ?? 0) > 0;
}
