import { Injectable } from '@nestjs/common';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import { officeDay } from '../units/office-day.js';
import type { Transaction } from '../units/sql.js';
import { Clock } from '../platform/clock/clock.js';
import { breathing } from './breathing.js';
import { DesignStore } from './design-store.js';
import { Families } from './family.js';
import { notAllowedNow, type Rechecked, writeRechecks } from './rechecks.js';

const KIND = 'variance-recheck';
/** What `refines` finds, beside what a calendar brought to light. */
const isLock = (code: string): boolean => code.startsWith('refine.');

/**
 * A variance that is granted, taken back or has ended changes what is allowed: every adaptation of its root is looked at
 * again. What was published under it stays in force and stands with its design as not allowed any more.
 */
@Injectable()
export class VarianceRechecking {
  constructor(
    private readonly store: DesignStore,
    private readonly families: Families,
    private readonly jobs: ProgressJobs,
    private readonly clock: Clock,
  ) {
    this.jobs.resume<{ root: string }>(KIND, ({ root }, tell) => this.recheck(root, tell));
  }

  /** Notes the work in the transaction that makes it necessary; to be started after that. */
  note(sql: Pick<Transaction, 'query'>, root: string, person: string): Promise<string> {
    return this.jobs.assign(sql, { kind: KIND, person, assignment: { root } });
  }

  start(job: string): Promise<void> {
    return this.jobs.start(job);
  }

  /** Looks again where a variance has ended since it was last asked; each end is seen once. */
  async lapse(): Promise<void> {
    const jobs = await this.store.database.transaction(async (sql) => {
      const { rows } = await sql.query<{ root: string; person: string }>(
        `WITH ended AS (UPDATE design_variances SET lapsed_at = $1
            WHERE state = 'granted' AND lapsed_at IS NULL AND to_date < $2::date RETURNING root_id, answered_by)
          SELECT root_id AS root, min(answered_by) AS person FROM ended GROUP BY root_id`,
        [this.store.now(), officeDay(this.clock)],
      );
      const noted: string[] = [];
      for (const { root, person } of rows) noted.push(await this.note(sql, root, person));
      return noted;
    });
    for (const job of jobs) await this.start(job);
  }

  private async recheck(root: string, tell: Tell): Promise<Record<string, unknown>> {
    const family = await this.families.of(root);
    const breathe = breathing();
    const rechecked: Rechecked[] = [];
    for (const [done, member] of family.members.entries()) {
      tell(done, family.members.length);
      const before = member.rechecked ?? [];
      const findings = [...(await notAllowedNow(family, member)), ...before.filter(({ code }) => !isLock(code))];
      if (findings.length > 0 || before.length > 0)
        rechecked.push({ design: member.id, number: member.number, findings });
      await breathe();
    }
    const [first] = family.members;
    if (first === undefined || rechecked.length === 0) return { designs: 0 };
    const calendar = await this.store.calendars.of(await family.template(first.version!.hash));
    await writeRechecks(this.store, rechecked, calendar.version);
    return { designs: rechecked.filter(({ findings }) => findings.length > 0).length };
  }
}
