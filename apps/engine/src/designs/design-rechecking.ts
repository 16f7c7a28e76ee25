import { type Calendar, type Finding, lintTemplate, policyScope, weekendsOnly } from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { CalendarVersions } from '../calendars/calendar-versions.js';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import { breathing } from './breathing.js';
import { DesignFollowing } from './design-following.js';
import { DesignStore } from './design-store.js';
import { Families, type Family, type Member } from './family.js';
import { notAllowedNow, type Rechecked, writeRechecks } from './rechecks.js';

/** What is to be looked at: designs that go by this calendar, as one version of it dates them and another did before. */
interface Assignment {
  calendar: string;
  version: string;
  /** Null: nobody knew this calendar, and weekends stood in for it. */
  before: string | null;
}

const KIND = 'design-recheck';
/** Found consequences are written this many at a time. */
const TOGETHER = 25;

/**
 * A new calendar moves the dates of what is published: every design that goes by it is looked at again, and so is every
 * update that waits. What was in order before and is not any more stands with the design until a version without it is
 * published; nothing published changes by it.
 */
@Injectable()
export class DesignRechecking {
  private readonly logger = new Logger('designs');

  constructor(
    private readonly store: DesignStore,
    private readonly families: Families,
    private readonly following: DesignFollowing,
    private readonly jobs: ProgressJobs,
    versions: CalendarVersions,
  ) {
    this.jobs.resume<Assignment>(KIND, (assignment, tell) => this.recheck(assignment, tell));
    versions.whenImported(async (sql, { person, ...assignment }) => {
      const job = await this.jobs.assign(sql, { kind: KIND, person, assignment });
      return () => this.jobs.start(job);
    });
  }

  private async recheck({ calendar, version, before }: Assignment, tell: Tell): Promise<Record<string, unknown>> {
    const { calendars } = this.store;
    const now = await calendars.byVersion(version);
    const earlier = before === null ? weekendsOnly : await calendars.byVersion(before);
    const roots = await this.store.database.query<{ id: string }>(
      `SELECT id FROM designs WHERE kind = 'template' AND number > 0 AND archived_at IS NULL ORDER BY id`,
    );
    let affected = 0;
    for (const [done, { id }] of roots.entries()) {
      tell(done, roots.length);
      await this.following.lookAgain(id, () => tell(done, roots.length));
      affected += await this.recheckFamily(await this.families.of(id), { calendar, now, earlier }, () =>
        tell(done, roots.length),
      );
    }
    this.logger.log(`calendar ${version}: ${affected} designs have findings they did not have`);
    return { designs: affected };
  }

  private async recheckFamily(
    family: Family,
    by: { calendar: string; now: Calendar; earlier: Calendar },
    insist: () => void,
  ): Promise<number> {
    const breathe = breathing();
    const waiting = [...family.members];
    let affected = 0;
    while (waiting.length > 0) {
      const rechecked: Rechecked[] = [];
      for (const member of waiting.splice(0, TOGETHER)) {
        insist();
        const findings = await this.brought(family, member, by);
        if (findings !== null) rechecked.push({ design: member.id, number: member.number, findings });
        await breathe();
      }
      affected += rechecked.filter(({ findings }) => findings.length > 0).length;
      await writeRechecks(this.store, rechecked, by.now.version);
    }
    return affected;
  }

  /** What is found in a published version now and was not before; null where it does not go by this calendar. */
  private async brought(
    family: Family,
    member: Member,
    { calendar, now, earlier }: { calendar: string; now: Calendar; earlier: Calendar },
  ): Promise<Finding[] | null> {
    const { hash } = member.version!;
    const template = await family.template(hash);
    if (template.calendar !== calendar) return null;
    const { above: levels } = await family.bounds(member, template, hash);
    const policies = policyScope(levels);
    const place = ({ code, path }: Finding): string => `${code} ${path}`;
    const known = new Set(lintTemplate(template, { calendar: earlier, policies }).map(place));
    // What an earlier calendar brought to light stays until it is put right, whatever the next one says of it.
    for (const finding of member.rechecked ?? []) known.delete(place(finding));
    const brought = lintTemplate(template, { calendar: now, policies }).filter((finding) => !known.has(place(finding)));
    return [...(await notAllowedNow(family, member)), ...brought];
  }
}
