import type { Calendar, Difference, Finding } from '@gangmu/core';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import type { Transaction } from '../units/sql.js';
import { breathing } from './breathing.js';
import { takenOver } from './design-decided.js';
import { DesignMetrics } from './design-metrics.js';
import { merged, reasonsOf, rememberedRules, type Rules, stateOfMerge, type UpdateState } from './design-merging.js';
import { ABOVE, decisionsOf, type DesignRow, notClosed, standingOf } from './design-rows.js';
import { tightened } from './design-rules.js';
import { DesignStore } from './design-store.js';
import { DesignVersions, type Publication } from './design-versions.js';
import { Families, type Family, type Member } from './family.js';

interface Assignment {
  design: string;
  root: string;
  /** Also below those whose own update waits. */
  everywhere?: boolean;
}

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

/** An update that is taken over by itself. */
interface Taking {
  member: Member;
  publication: Publication & { base: string; difference: Difference };
}

/** What came of looking at everything below once. */
interface Look {
  found: Map<string, UpdateState>;
  takenOver: Set<string>;
  everywhere: boolean;
  /** Somebody published meanwhile: one must look again. */
  overtaken: boolean;
}

/** A version taken over without anybody having been asked says so. */
const TAKEN_OVER = '随上级新版本自动承接';
/** Consequences are written, and versions taken over, this many at a time: a killed process loses no more than these. */
const TOGETHER = 25;
/** So often is begun again where somebody published meanwhile. */
const ATTEMPTS = 3;
const KIND = 'design-updates';

const BELOW = `
  SELECT count(*)::int AS n FROM designs d JOIN units u ON u.id = d.unit_id JOIN LATERAL (${ABOVE}) above ON above.id = $1
    WHERE d.root_id = $2 AND d.number > 0 AND d.archived_at IS NULL AND ${notClosed('u', '$3')}`;

/**
 * What a new version means for the designs below once it is published: found out, and taken over where that is wished.
 * Noted with the publication itself and taken up again by another process where one dies on the way; what is done by
 * then is not done twice, because a design that has taken over no longer waits.
 */
@Injectable()
export class DesignFollowing implements OnModuleInit {
  private readonly logger = new Logger('designs');

  constructor(
    private readonly store: DesignStore,
    private readonly versions: DesignVersions,
    private readonly families: Families,
    private readonly jobs: ProgressJobs,
    private readonly metrics: DesignMetrics,
  ) {}

  onModuleInit(): void {
    this.jobs.resume<Assignment>(KIND, async ({ design, root, everywhere }, tell) => ({
      ...(await this.carryDown({ id: design, root_id: root }, tell, everywhere)),
    }));
  }

  /**
   * Notes, in the transaction that publishes, that those below have to be looked at.
   *
   * @param everywhere also below those whose own update waits: what is above them may have changed as well
   * @returns how many are made directly on this design, and the job to be started after the transaction; null without any
   */
  async note(
    sql: Transaction,
    row: Pick<DesignRow, 'id' | 'root_id'>,
    person: string,
    everywhere = false,
  ): Promise<{ below: number; job: string | null }> {
    const { rows } = await sql.query<{ n: number }>(BELOW, [row.id, row.root_id, this.store.today()]);
    const below = rows[0]?.n ?? 0;
    const assignment: Assignment = { design: row.id, root: row.root_id, ...(everywhere && { everywhere }) };
    return { below, job: below === 0 ? null : await this.jobs.assign(sql, { kind: KIND, person, assignment }) };
  }

  /** Begins what was noted. */
  start(job: string): Promise<void> {
    return this.jobs.start(job);
  }

  /** Finds out anew what every update below a root means that waits: what was found rests on what no longer holds. */
  async lookAgain(root: string, tell: Tell): Promise<void> {
    await this.carryDown({ id: root, root_id: root }, tell, true);
  }

  /**
   * Finds out, and takes over where the owner wants it so and nothing needs a decision.
   *
   * @param everywhere also below those whose own update waits
   */
  private async carryDown(row: Pick<DesignRow, 'id' | 'root_id'>, tell: Tell, everywhere = false): Promise<Carried> {
    const found = new Map<string, UpdateState>();
    const takenOver = new Set<string>();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const look: Look = { found, takenOver, everywhere, overtaken: false };
      await this.carryOnce(row, look, tell);
      if (!look.overtaken) break;
    }
    const count = (state: UpdateState): number => [...found.values()].filter((each) => each === state).length;
    const carried = {
      automatic: count('automatic'),
      decisions: count('decisions'),
      refused: count('refused'),
      takenOver: takenOver.size,
    };
    this.logger.log(
      `design ${row.id}: ${carried.takenOver} below taken over, ${carried.decisions + carried.refused} to be decided`,
    );
    return carried;
  }

  /** Looks level by level: whoever takes it over becomes the news of those below them. */
  private async carryOnce(row: Pick<DesignRow, 'id' | 'root_id'>, look: Look, tell: Tell): Promise<void> {
    const family = await this.families.of(row.root_id);
    const breathe = breathing();
    let rules: Rules | undefined;
    let [done, total] = [0, 0];
    for (let news = [row.id]; news.length > 0; ) {
      const level = news.flatMap((above) => family.directlyBelow(above));
      const waiting = level.filter((member) => standingOf(member) === 'pending');
      // Before the work was interrupted some took it over: what it means below them is still to be found out.
      const current = level.filter((member) => standingOf(member) === 'current');
      for (const { id } of current.filter(hasTakenOver)) {
        look.found.set(id, 'automatic');
        look.takenOver.add(id);
      }
      const next = new Set((look.everywhere ? level : current).map(({ id }) => id));
      total += waiting.length;
      while (waiting.length > 0) {
        const considered: Considered[] = [];
        const taking: Taking[] = [];
        for (const member of waiting.splice(0, TOGETHER)) {
          const measured = this.metrics.merges.startTimer();
          const one = await this.consider(family, member, (calendar) => (rules ??= rememberedRules(calendar)));
          measured();
          look.found.set(member.id, one.considered.state);
          if (one.taking === undefined) considered.push(one.considered);
          else taking.push(one.taking);
          done += 1;
          tell(done, Math.max(total, done));
          await breathe();
        }
        await this.write(considered);
        for (const id of await this.takeOver(family, taking, look)) next.add(id);
      }
      news = [...next];
    }
  }

  /** Computes what the newest version above means for a design, and what is taken over where that is wished. */
  private async consider(
    family: Family,
    member: Member,
    rulesFor: (calendar: Calendar) => Rules,
  ): Promise<{ considered: Considered; taking: Taking | undefined }> {
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
    // Nobody's unfinished work is passed: it would be left behind on what no longer applies.
    const drafted = member.draft_at !== null;
    const wished =
      member.takeover === 'automatic' || (member.takeover === 'dates-and-people' && merge.onlyDatesAndPeople);
    const { result: template, difference, answered, conflicts } = merge;
    return {
      considered: { design: member.id, against, state, conflicts: conflicts.length, reasons: reasonsOf(merge) },
      taking:
        state !== 'automatic' || !wished || drafted
          ? undefined
          : {
              member,
              publication: {
                design: member,
                template,
                base: against,
                difference,
                tightenings: tightened(bounds, template),
                decisions: takenOver(answered, against),
                origin: 'taken-over',
                reason: TAKEN_OVER,
                document: null,
              },
            },
    };
  }

  /** Stores what was found, unless that is no longer what waits there. */
  private async write(considered: readonly Considered[]): Promise<void> {
    if (considered.length === 0) return;
    await this.store.database.query(
      `INSERT INTO design_updates (design_id, against, state, conflicts, reasons, at)
        SELECT x.design, x.against, x.state, x.conflicts, x.reasons, $2
          FROM jsonb_to_recordset($1) AS x(design text, against text, state text, conflicts integer, reasons jsonb)
            JOIN designs d ON d.id = x.design JOIN units u ON u.id = d.unit_id
            JOIN LATERAL (${ABOVE}) above ON above.hash = x.against
        ON CONFLICT (design_id) DO UPDATE SET against = EXCLUDED.against, state = EXCLUDED.state,
          conflicts = EXCLUDED.conflicts, reasons = EXCLUDED.reasons, at = EXCLUDED.at`,
      [JSON.stringify(considered), this.store.now()],
    );
  }

  /** Publishes merges nobody needs to decide on, unless somebody published there or above meanwhile; answers whose. */
  private async takeOver(family: Family, taking: readonly Taking[], look: Look): Promise<string[]> {
    if (taking.length === 0) return [];
    const { standing, written } = await this.store.database.transaction(async (sql) => {
      const unmoved = await this.unmoved(sql, taking);
      const by = { person: null, at: this.store.now() };
      const publications = unmoved.map(({ publication }) => publication);
      return {
        standing: unmoved,
        written: unmoved.length === 0 ? [] : await this.versions.write(sql, publications, by, family.texts),
      };
    });
    if (standing.length < taking.length) look.overtaken = true;
    return standing.map(({ member, publication }, n) => {
      const version = written[n]!;
      const { base, difference, template } = publication;
      family.published(member, { ...version, base, difference }, template);
      look.takenOver.add(member.id);
      this.logger.log(`design ${member.id} of ${member.code}: version ${version.number} taken over from above`);
      return member.id;
    });
  }

  /**
   * Holds the designs until the transaction ends; answers those that are as they were found – nobody published or began
   * a draft – and so is what is above.
   */
  private async unmoved(sql: Transaction, taking: readonly Taking[]): Promise<Taking[]> {
    const numbers = await this.store.lockAll(
      sql,
      taking.map(({ member }) => member.id),
    );
    const { rows } = await sql.query<{ id: string; number: number }>(
      'SELECT id, number FROM designs WHERE id = ANY ($1)',
      [[...new Set(taking.map(({ member }) => member.above!.id))]],
    );
    const above = new Map(rows.map(({ id, number }) => [id, number]));
    const drafts = await sql.query<{ id: string }>(
      'SELECT design_id AS id FROM design_drafts WHERE design_id = ANY ($1)',
      [taking.map(({ member }) => member.id)],
    );
    const drafted = new Set(drafts.rows.map(({ id }) => id));
    return taking.filter(
      ({ member }) =>
        numbers.get(member.id) === member.number &&
        !drafted.has(member.id) &&
        above.get(member.above!.id) === member.above!.number,
    );
  }
}

/** Whether what is published came about by itself after the newest version above. */
const hasTakenOver = ({ version, above }: Member): boolean =>
  version?.origin === 'taken-over' && above !== null && version.at >= above.at;
