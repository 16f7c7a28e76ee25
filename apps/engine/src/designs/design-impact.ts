import { setImmediate as breathe } from 'node:timers/promises';
import type { Calendar, Decision, Difference, Finding, Template, Tightening } from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import { inWords } from '../templates/templates.js';
import { Bounding } from './bounding.js';
import { DesignMetrics } from './design-metrics.js';
import { merged, reasonsOf, rememberedRules, type Rules, stateOfMerge, type UpdateState } from './design-merging.js';
import { DESIGNS, type DesignRow, stateOf, unitOf } from './design-rows.js';
import { errorsOf, localStepFindings, tightened } from './design-rules.js';
import { DesignStore } from './design-store.js';
import { DesignVersions } from './design-versions.js';

export interface Consequence {
  design: string;
  unit: ReturnType<typeof unitOf>;
  state: UpdateState;
  conflicts: number;
  reasons: Finding[];
}

/** A version taken over without anybody having been asked says so. */
const TAKEN_OVER = '随上级新版本自动承接';

/** What a new version means for the designs below, before and after it is published. */
@Injectable()
export class DesignImpact {
  private readonly logger = new Logger('designs');

  constructor(
    private readonly store: DesignStore,
    private readonly versions: DesignVersions,
    private readonly bounding: Bounding,
    private readonly jobs: ProgressJobs,
    private readonly metrics: DesignMetrics,
  ) {}

  /** Published designs that are made on this one. */
  async directlyBelow(design: string): Promise<DesignRow[]> {
    const rows = await this.store.database.query<DesignRow & Record<string, unknown>>(
      `SELECT * FROM (${DESIGNS} WHERE d.root_id = (SELECT root_id FROM designs WHERE id = $1) AND d.number > 0
          AND d.archived_at IS NULL AND above.id = $1) x ORDER BY x.path`,
      [design],
    );
    return rows;
  }

  /** Finds out, and takes over where the owner wants it so and nothing needs a decision; answers the job. */
  async begin(design: string, person: string): Promise<string> {
    return this.jobs.begin('design-updates', person, async (tell) => ({ ...(await this.carryDown(design, tell)) }));
  }

  /** The same at once: for those who wait for it. */
  async carryDown(
    design: string,
    tell: Tell = () => undefined,
  ): Promise<{ automatic: number; decisions: number; refused: number; takenOver: number }> {
    const counts = { automatic: 0, decisions: 0, refused: 0, takenOver: 0 };
    // Whoever takes it over becomes the news of those below them.
    const news = [design];
    let rules: Rules | undefined;
    let [done, total] = [0, 0];
    for (let above = news.shift(); above !== undefined; above = news.shift()) {
      const below = (await this.directlyBelow(above)).filter((row) => stateOf(row) === 'pending');
      total += below.length;
      for (const row of below) {
        const measured = this.metrics.merges.startTimer();
        const { state, takenOver } = await this.consider(row, (calendar) => (rules ??= rememberedRules(calendar)));
        measured();
        counts[state] += 1;
        if (takenOver) {
          counts.takenOver += 1;
          news.push(row.id);
        }
        done += 1;
        tell(done, total);
        await breathe();
      }
    }
    this.logger.log(
      `design ${design}: ${done} below looked at, ${counts.takenOver} taken over, ${counts.decisions + counts.refused} to be decided`,
    );
    return counts;
  }

  /** Computes what the newest version above means for a design, stores it, and takes it over where that is wished. */
  private async consider(
    row: DesignRow,
    rulesFor: (calendar: Calendar) => Rules,
  ): Promise<{ state: UpdateState; takenOver: boolean }> {
    const version = await this.store.version(row.id, row.number);
    if (version === undefined || version.base === null || row.above === null)
      return { state: 'refused', takenOver: false };
    const [base, newest] = [await this.store.base(version.base), await this.store.base(row.above.hash)];
    const bounds = await this.bounding.of(row, newest, row.above.hash);
    const merge = merged({
      base,
      newBase: newest,
      mine: version.difference ?? {},
      decisions: (row.decisions as Decision[] | null) ?? [],
      bounds,
      rules: rulesFor(bounds.calendar),
    });
    const state = stateOfMerge(merge);
    await this.store.database.query(
      `INSERT INTO design_updates (design_id, against, state, conflicts, reasons, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (design_id) DO UPDATE SET against = EXCLUDED.against, state = EXCLUDED.state,
          conflicts = EXCLUDED.conflicts, reasons = EXCLUDED.reasons, at = EXCLUDED.at`,
      [row.id, row.above.hash, state, merge.conflicts.length, JSON.stringify(reasonsOf(merge)), this.store.now()],
    );
    const wished = row.takeover === 'automatic' || (row.takeover === 'dates-and-people' && merge.onlyDatesAndPeople);
    if (state !== 'automatic' || !wished) return { state, takenOver: false };
    // The merge has asked about locks and rules; only the chain knows how many steps the levels have added.
    if (errorsOf(localStepFindings(bounds, merge.result)).length > 0) return { state, takenOver: false };
    const number = await this.takeOver(row, merge, row.above.hash, tightened(bounds, merge.result));
    if (number !== undefined)
      this.logger.log(`design ${row.id} of ${row.code}: version ${number} taken over from above`);
    return { state, takenOver: number !== undefined };
  }

  /** Publishes a merge nobody needs to decide on, unless somebody published meanwhile. */
  private takeOver(
    row: DesignRow,
    merge: { result: Template; difference: Difference; decisions: readonly Decision[] },
    base: string,
    tightenings: readonly Tightening[],
  ): Promise<number | undefined> {
    return this.store.database.transaction(async (sql) => {
      const present = await this.store.lock(sql, row.id);
      if (present.number !== row.number) return undefined;
      return this.versions.write(
        sql,
        row,
        {
          template: merge.result,
          base,
          difference: merge.difference,
          tightenings,
          decisions: merge.decisions,
          origin: 'taken-over',
          reason: TAKEN_OVER,
          document: null,
        },
        { person: null, at: this.store.now() },
      );
    });
  }

  /**
   * What publishing this template would mean: for those directly below, and – as far as these need no decision – for
   * those below them. Nothing is stored.
   */
  async foresee(
    row: DesignRow,
    template: Template,
    lang: 'zh' | 'en',
    tell: Tell = () => undefined,
  ): Promise<Record<string, unknown>> {
    const found: Consequence[] = [];
    const queue: { design: string; becomes: Template }[] = [{ design: row.id, becomes: template }];
    const rules = rememberedRules(await this.store.calendars.of(template));
    let [done, total] = [0, 0];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const below = await this.directlyBelow(next.design);
      total += below.length;
      for (const design of below) {
        const { consequence, result } = await this.consequence(design, next.becomes, rules);
        found.push(consequence);
        if (consequence.state === 'automatic') queue.push({ design: design.id, becomes: result });
        done += 1;
        tell(done, total);
        await breathe();
      }
    }
    const count = (state: UpdateState): number => found.filter((each) => each.state === state).length;
    return {
      automatic: count('automatic'),
      decisions: count('decisions'),
      refused: count('refused'),
      designs: found.map((each) => ({ ...each, reasons: inWords(each.reasons, lang) })),
    };
  }

  private async consequence(
    row: DesignRow,
    newBase: Template,
    rules: Rules,
  ): Promise<{ consequence: Consequence; result: Template }> {
    const version = (await this.store.version(row.id, row.number))!;
    const base = await this.store.base(version.base ?? version.hash);
    const bounds = { ...(await this.bounding.of(row, base, version.base ?? version.hash)), base: newBase };
    const merge = merged({ base, newBase, mine: version.difference ?? {}, decisions: [], bounds, rules });
    return {
      consequence: {
        design: row.id,
        unit: unitOf(row),
        state: stateOfMerge(merge),
        conflicts: merge.conflicts.length,
        reasons: reasonsOf(merge),
      },
      result: merge.result,
    };
  }
}
