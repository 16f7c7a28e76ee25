import type { AnswerOf, DesignUpdate, designRoutes } from '@gangmu/contract';
import {
  applyDifference,
  type Conflict,
  type Decision,
  type Difference,
  type Merge,
  mergeChecks,
  takenAsQuestions,
  type Template,
  within,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';
import type { Transaction } from '../units/sql.js';
import { Bounding } from './bounding.js';
import { DesignDrafts, type Working } from './design-drafts.js';
import { merged, stateOfMerge } from './design-merging.js';
import { asked, decidedOf, inForce, namesOf, newest, type Taken, takenOver } from './design-decided.js';
import { recordDesign } from './design-record.js';
import { type AboveRow, decisionsOf, type DesignRow, unitOf, versionOf } from './design-rows.js';
import { type Bounds, drafting } from './design-rules.js';
import { DesignStore } from './design-store.js';
import { sentences } from './sentences.js';

type Lang = 'zh' | 'en';

interface Pending {
  working: Working;
  above: AboveRow;
  base: Template;
  newest: Template;
  difference: Difference;
  bounds: Bounds;
  merge: Merge;
}

/** Taking over a new version of the level above: looked at, decided piece by piece, applied when confirmed. */
@Injectable()
export class DesignUpdates {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly bounding: Bounding,
  ) {}

  /** The update that waits, as far as it is decided. @throws Problem 422 where there is none */
  async preview(row: DesignRow, lang: Lang): Promise<DesignUpdate> {
    const pending = await this.pending(row, decisionsOf(row));
    return this.answer(row, pending, lang);
  }

  /** Records decisions and takes back others; the answer is the update as it then stands. @throws Problem 409, 422 */
  async decide(
    row: DesignRow,
    order: { against: string; decisions: readonly Decision[]; reopen: readonly string[] },
    by: { person: string; lang: Lang },
  ): Promise<DesignUpdate> {
    insistOn(row, order.against);
    const at = this.store.now();
    const made = order.decisions.map((decision) => ({ ...decision, by: by.person, at }));
    const decided = await this.store.database.transaction(async (sql) => {
      await this.store.lock(sql, row.id);
      const { rows } = await sql.query<{ decisions: Decision[] }>('SELECT decisions FROM designs WHERE id = $1', [
        row.id,
      ]);
      const gone = new Set([...order.reopen, ...made.map(({ conflict }) => conflict)]);
      const kept = [...(rows[0]?.decisions ?? []).filter(({ conflict }) => !gone.has(conflict)), ...made];
      await sql.query('UPDATE designs SET decisions = $2 WHERE id = $1', [row.id, JSON.stringify(kept)]);
      await recordDesign(
        sql,
        row.id,
        { at, person: by.person },
        { type: 'UpdateDecided', against: order.against, decisions: made, reopened: [...order.reopen] },
      );
      return kept;
    });
    return this.answer(row, await this.pending(row, decided), by.lang);
  }

  /** Makes the draft of the merged result on the newest version above. @throws Problem 409, 422 while anything is open */
  async apply(
    row: DesignRow,
    order: { against: string; revision: number; lease: string },
    by: { person: string; lang: Lang },
  ): Promise<AnswerOf<typeof designRoutes.applyUpdate>> {
    insistOn(row, order.against);
    const { merge, working, above } = await this.pending(row, decisionsOf(row));
    if (merge.conflicts.length > 0)
      throw new Problem(422, 'design-update-open', { params: { open: merge.conflicts.length } });
    return this.drafts.replace(
      row,
      { base: above.hash, body: merge.difference, title: merge.result.title },
      { person: by.person, lease: order.lease, revision: order.revision, lang: by.lang },
      async (sql) => {
        // What was decided in a takeover before, and not published since, is of this draft as well.
        const before = inForce(row, working.base).map((one) => ({ ...one, against: above.hash }));
        await this.keepTaken(sql, row, newest([...before, ...takenOver(merge.answered, above.hash)]));
        await recordDesign(
          sql,
          row.id,
          { at: this.store.now(), person: by.person },
          { type: 'UpdateTakenOver', from: working.base ?? '', to: above.hash },
        );
      },
    );
  }

  /** Decisions stay with what was taken over by them. @throws Problem 409 where somebody decided meanwhile */
  private async keepTaken(sql: Transaction, row: DesignRow, taken: readonly Taken[]): Promise<void> {
    const { rowCount } = await sql.query('UPDATE designs SET decisions = $2 WHERE id = $1 AND decisions = $3::jsonb', [
      row.id,
      JSON.stringify(taken),
      JSON.stringify(decisionsOf(row)),
    ]);
    if (rowCount !== 1) throw new Problem(409, 'design-update-decided');
  }

  private async pending(row: DesignRow, decisions: readonly Decision[]): Promise<Pending> {
    if (row.kind === 'template') throw new Problem(422, 'design-adaptation-only');
    if (row.above === null) throw new Problem(422, 'design-nothing-above');
    const working = await this.drafts.working(row);
    const { hash } = row.above;
    if (working.base === hash) throw new Problem(422, 'design-no-update');
    const newest = await this.store.base(hash);
    // Where the old base is gone, what is in force above stands in for it: nothing of one's own is lost by that, and
    // what has no place any more is named.
    const base = working.baseTemplate ?? newest;
    const difference = working.difference ?? {};
    const bounds = drafting(await this.bounding.of(row, newest, hash));
    const merge = merged({ base, newBase: newest, mine: difference, decisions, bounds });
    return { working, above: row.above, base, newest, difference, bounds, merge };
  }

  private async answer(row: DesignRow, pending: Pending, lang: Lang): Promise<DesignUpdate> {
    const { working, above, base, newest, difference, merge } = pending;
    const version = (await this.store.version(above.id, above.number))!;
    const people = await namesOf(this.store.database, merge.decisions);
    const offered = merge.onlyDatesAndPeople ? offeredIn(pending) : [];
    return {
      base: working.base ?? above.hash,
      against: above.hash,
      above: { design: above.id, unit: unitOf(above), version: versionOf(version) },
      revision: row.revision,
      baseTemplate: base,
      theirs: newest,
      mine: applyDifference(base, difference).template,
      result: merge.result,
      difference: merge.difference,
      taken: merge.taken,
      sentences: sentences(base, newest, lang),
      conflicts: merge.conflicts.map((conflict) => asked(conflict, lang)),
      decisions: merge.answered.map((one) => decidedOf(one, people, lang)),
      offered: offered.map((question) => asked(question, lang)),
      onlyDatesAndPeople: merge.onlyDatesAndPeople,
      state: stateOfMerge(merge),
    };
  }
}

/** What comes from above by itself, and may be declined; where the cards stand is asked of nobody. */
function offeredIn({ base, newest, bounds, merge }: Pending): Conflict[] {
  const taken = Object.fromEntries(Object.entries(merge.taken).filter(([path]) => !within(path, '/layout')));
  const { grants, on, units, setBy, calendar } = bounds;
  const checks = mergeChecks({ grants, on, units, setBy, calendar });
  return takenAsQuestions({ base, newBase: newest, checks }, { taken, result: merge.result });
}

/** What was looked at must be what is decided on. */
function insistOn(row: DesignRow, against: string): void {
  if (row.above === null) throw new Problem(422, 'design-nothing-above');
  if (row.above.hash !== against) throw new Problem(409, 'design-update-moved');
}
