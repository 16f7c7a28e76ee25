import type { Calendar, Decision, Difference, Finding, Template, Tightening } from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import { breathing } from './breathing.js';
import { DesignMetrics } from './design-metrics.js';
import { merged, reasonsOf, rememberedRules, type Rules, stateOfMerge, type UpdateState } from './design-merging.js';
import { decisionsOf, DESIGNS, type DesignRow, stateOf } from './design-rows.js';
import { tightened } from './design-rules.js';
import { DesignStore } from './design-store.js';
import { DesignVersions } from './design-versions.js';
import { Families, type Family, type Member } from './family.js';

interface Carried {
  automatic: number;
  decisions: number;
  refused: number;
  takenOver: number;
}

/** What was found about the update that waits at a design. */
interface Considered {
  design: string;
  against: string;
  state: UpdateState;
  conflicts: number;
  reasons: Finding[];
}

/** A version taken over without anybody having been asked says so. */
const TAKEN_OVER = '随上级新版本自动承接';
/** Found consequences are written this many at a time. */
const WRITTEN_TOGETHER = 50;
/** So often is begun again where somebody published meanwhile. */
const ATTEMPTS = 3;

/** What a new version means for the designs below once it is published: found out, and taken over where that is wished. */
@Injectable()
export class DesignFollowing {
  private readonly logger = new Logger('designs');

  constructor(
    private readonly store: DesignStore,
    private readonly versions: DesignVersions,
    private readonly families: Families,
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
  async begin(row: Pick<DesignRow, 'id' | 'root_id'>, person: string): Promise<string> {
    return this.jobs.begin('design-updates', person, async (tell) => ({ ...(await this.carryDown(row, tell)) }));
  }

  /** The same at once: for those who wait for it. */
  async carryDown(row: Pick<DesignRow, 'id' | 'root_id'>, tell: Tell = () => undefined): Promise<Carried> {
    const counts: Carried = { automatic: 0, decisions: 0, refused: 0, takenOver: 0 };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (await this.carryOnce(row, counts, tell)) break;
    }
    this.logger.log(
      `design ${row.id}: ${counts.takenOver} below taken over, ${counts.decisions + counts.refused} to be decided`,
    );
    return counts;
  }

  /** Answers false when somebody published meanwhile, so that one must look again. */
  private async carryOnce(row: Pick<DesignRow, 'id' | 'root_id'>, counts: Carried, tell: Tell): Promise<boolean> {
    const family = await this.families.of(row.root_id);
    const breathe = breathing();
    // Whoever takes it over becomes the news of those below them.
    const news = [row.id];
    const considered: Considered[] = [];
    let rules: Rules | undefined;
    let overtaken = false;
    let [done, total] = [0, 0];
    for (let above = news.shift(); above !== undefined; above = news.shift()) {
      const below = family.directlyBelow(above).filter((member) => stateOf(member) === 'pending');
      total += below.length;
      for (const member of below) {
        const measured = this.metrics.merges.startTimer();
        const found = await this.consider(family, member, (calendar) => (rules ??= rememberedRules(calendar)));
        measured();
        done += 1;
        if (found.takenOver === 'overtaken') overtaken = true;
        else {
          counts[found.state] += 1;
          if (found.takenOver === undefined) considered.push(found);
          else {
            counts.takenOver += 1;
            news.push(member.id);
          }
        }
        if (considered.length >= WRITTEN_TOGETHER) await this.write(considered.splice(0));
        tell(done, Math.max(total, done));
        await breathe();
      }
    }
    await this.write(considered);
    return !overtaken;
  }

  /** Computes what the newest version above means for a design, and takes it over where that is wished. */
  private async consider(
    family: Family,
    member: Member,
    rulesFor: (calendar: Calendar) => Rules,
  ): Promise<Considered & { takenOver: number | 'overtaken' | undefined }> {
    const against = member.above!.hash;
    const [base, newest] = [await family.template(member.version!.base!), await family.template(against)];
    const bounds = await family.bounds(member, newest, against);
    const merge = merged({
      base,
      newBase: newest,
      mine: member.difference ?? {},
      decisions: decisionsOf(member),
      bounds,
      rules: rulesFor(bounds.calendar),
    });
    const state = stateOfMerge(merge);
    const wished =
      member.takeover === 'automatic' || (member.takeover === 'dates-and-people' && merge.onlyDatesAndPeople);
    const takenOver =
      state === 'automatic' && wished
        ? await this.takeOver(family, member, merge, tightened(bounds, merge.result))
        : undefined;
    return {
      design: member.id,
      against,
      state,
      conflicts: merge.conflicts.length,
      reasons: reasonsOf(merge),
      takenOver,
    };
  }

  /** Stores what was found, unless that is no longer what waits there. */
  private async write(considered: readonly Considered[]): Promise<void> {
    if (considered.length === 0) return;
    await this.store.database.query(
      `INSERT INTO design_updates (design_id, against, state, conflicts, reasons, at)
        SELECT design, against, state, conflicts, reasons, $2
          FROM jsonb_to_recordset($1) AS x(design text, against text, state text, conflicts integer, reasons jsonb)
        ON CONFLICT (design_id) DO UPDATE SET against = EXCLUDED.against, state = EXCLUDED.state,
          conflicts = EXCLUDED.conflicts, reasons = EXCLUDED.reasons, at = EXCLUDED.at`,
      [JSON.stringify(considered), this.store.now()],
    );
  }

  /** Publishes a merge nobody needs to decide on, unless somebody published here or above meanwhile. */
  private async takeOver(
    family: Family,
    member: Member,
    { result, difference, decisions }: { result: Template; difference: Difference; decisions: readonly Decision[] },
    tightenings: readonly Tightening[],
  ): Promise<number | 'overtaken'> {
    const above = member.above!;
    const taken = await this.store.database.transaction(async (sql) => {
      const present = await this.store.lock(sql, member.id);
      if (present.number !== member.number) return undefined;
      const { rows } = await sql.query<{ number: number }>('SELECT number FROM designs WHERE id = $1', [above.id]);
      if (rows[0]?.number !== above.number) return undefined;
      return this.versions.write(
        sql,
        member,
        {
          template: result,
          base: above.hash,
          difference,
          tightenings,
          decisions,
          origin: 'taken-over',
          reason: TAKEN_OVER,
          document: null,
        },
        { person: null, at: this.store.now() },
        family.texts,
      );
    });
    if (taken === undefined) return 'overtaken';
    family.published(member, { ...taken, base: above.hash, difference }, result);
    this.logger.log(`design ${member.id} of ${member.code}: version ${taken.number} taken over from above`);
    return taken.number;
  }
}
