import type { AnswerOf, BodyOf, designRoutes } from '@gangmu/contract';
import { decideAnew, type Decision, keptOf, mergeChecks } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../platform/http/problem.js';
import { Bounding } from './bounding.js';
import { decidedOf, inForce, namesOf, newest, type Taken, withoutQuestion } from './design-decided.js';
import { DesignDrafts } from './design-drafts.js';
import { recordDesign } from './design-record.js';
import type { DesignRow } from './design-rows.js';
import { drafting, refuseWith } from './design-rules.js';
import { DesignStore } from './design-store.js';

type Lang = 'zh' | 'en';
type Known = Taken & { number: number | null };

/** As many as a person would ever look through. */
const SHOWN = 500;

/** What was decided in taking over from above: told for as long as there are versions of it, and decided again. */
@Injectable()
export class DesignDecisions {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly bounding: Bounding,
  ) {}

  async list(row: DesignRow, lang: Lang): Promise<AnswerOf<typeof designRoutes.decisions>> {
    const known = await this.known(row);
    const people = await namesOf(this.store.database, known);
    const decisions = known.map(({ number, question, declined, ...decision }) => ({
      ...decidedOf({ question, decision, ...(declined === undefined ? {} : { declined }) }, people, lang),
      number,
    }));
    return { decisions: decisions.toSorted((a, b) => b.at - a.at) };
  }

  /**
   * Puts another answer in place of an earlier one, in the draft: an edit of that place alone, recorded like the first.
   *
   * @throws Problem 404 for a question nobody decided, 409 for a draft that moved on, 422 for what may not stand
   */
  async anew(
    row: DesignRow,
    order: BodyOf<typeof designRoutes.decideAnew>,
    by: { person: string; lang: Lang },
  ): Promise<AnswerOf<typeof designRoutes.decideAnew>> {
    const working = await this.drafts.readable(row);
    const { base, baseTemplate, template, difference } = working;
    if (base === null || baseTemplate === null) throw new Problem(422, 'design-adaptation-only');
    const earlier = (await this.known(row)).find(({ conflict }) => conflict === order.conflict);
    if (earlier === undefined) throw notFound('decision');
    const bounds = drafting(await this.bounding.of(row, baseTemplate, base));
    const { grants, on, units, setBy, calendar } = bounds;
    const at = this.store.now();
    const decision: Decision = withoutQuestion({ ...order, value: order.value ?? undefined, by: by.person, at });
    const kept = keptOf(baseTemplate, difference ?? {});
    const anew = decideAnew(
      { base: baseTemplate, template, kept },
      { question: earlier.question, decision: earlier },
      decision,
      mergeChecks({ grants, on, units, setBy, calendar }),
    );
    if (anew.findings.length > 0) throw refuseWith(422, 'design-decision-refused', anew.findings, '/template');
    const taken: Taken = { ...decision, question: earlier.question, against: base };
    return this.drafts.replace(
      row,
      { base, body: anew.difference, title: anew.template.title },
      { person: by.person, lease: order.lease, revision: order.revision, lang: by.lang },
      async (sql) => {
        // Answers to an update that waits stay beside it.
        const { rows } = await sql.query<{ decisions: Decision[] }>('SELECT decisions FROM designs WHERE id = $1', [
          row.id,
        ]);
        const decisions = newest([...(rows[0]?.decisions ?? []), taken]);
        await sql.query('UPDATE designs SET decisions = $2 WHERE id = $1', [row.id, JSON.stringify(decisions)]);
        await recordDesign(
          sql,
          row.id,
          { at, person: by.person },
          { type: 'UpdateDecided', against: base, decisions: [decision], reopened: [] },
        );
      },
    );
  }

  /** The last decision on each question: those of the draft, and of what is published. */
  private async known(row: DesignRow): Promise<Known[]> {
    const working = row.draft_base ?? row.version?.base ?? null;
    const published = await this.store.database.query<{ number: number; decision: Taken }>(
      `SELECT v.number, e.decision FROM design_versions v, jsonb_array_elements(v.decisions) e(decision)
        WHERE v.design_id = $1 AND e.decision->'question' IS NOT NULL ORDER BY v.number DESC LIMIT $2`,
      [row.id, SHOWN],
    );
    return newest([
      ...published.toReversed().map(({ number, decision }): Known => ({ ...decision, number })),
      ...inForce(row, working).map((decision): Known => ({ ...decision, number: null })),
    ]);
  }
}
