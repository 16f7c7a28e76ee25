import type { AnswerOf, designRoutes } from '@gangmu/contract';
import {
  contentHash,
  type Difference,
  type Finding,
  keptOf,
  sameMarks,
  type Template,
  type Tightening,
} from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';
import { Bounding } from './bounding.js';
import { inForce } from './design-decided.js';
import { DesignDrafts, putAwayDraft, type Working } from './design-drafts.js';
import { DesignFollowing } from './design-following.js';
import { type DesignRow, versionOf } from './design-rows.js';
import { errorsOf, publishingFindings, refuseWith, tightened } from './design-rules.js';
import { DesignStore } from './design-store.js';
import { DesignVersions, type Publication } from './design-versions.js';
import { inWords } from '../templates/templates.js';

/** Publishes drafts: what is wrong is refused, what is published never changes, and those below are told what it means. */
@Injectable()
export class DesignPublishing {
  private readonly logger = new Logger('designs');

  constructor(
    private readonly store: DesignStore,
    private readonly versions: DesignVersions,
    private readonly drafts: DesignDrafts,
    private readonly bounding: Bounding,
    private readonly following: DesignFollowing,
  ) {}

  /** Everything found in a draft, or in what is to become one. */
  async check(
    row: DesignRow,
    { template, baseTemplate, base }: Pick<Working, 'template' | 'baseTemplate' | 'base'>,
  ): Promise<{ findings: Finding[]; tightenings: Tightening[] }> {
    const bounds = baseTemplate === null ? null : await this.bounding.of(row, baseTemplate, base ?? '');
    const [calendar, organisation] = await Promise.all([
      this.store.calendars.of(template),
      this.store.organisation(row),
    ]);
    return {
      findings: publishingFindings(bounds, template, { calendar, organisation }),
      tightenings: bounds === null ? [] : tightened(bounds, template),
    };
  }

  /**
   * Publishes the draft as the next version.
   *
   * @throws Problem 409 when the draft is another than the one seen, 422 with everything that is wrong
   */
  async publish(
    row: DesignRow,
    why: { revision: number; reason: string; document?: string | undefined; person: string; lang: 'zh' | 'en' },
  ): Promise<AnswerOf<typeof designRoutes.publish>> {
    const working = await this.drafts.readable(row);
    if (!working.drafted) throw new Problem(422, 'design-nothing-drafted');
    if (row.revision !== why.revision) throw new Problem(409, 'draft-moved-on', { params: { revision: row.revision } });
    this.insistOnNewestAbove(row, working);
    const { findings, tightenings } = await this.check(row, working);
    const errors = errorsOf(findings);
    if (errors.length > 0) throw refuseWith(422, 'design-refused', errors, '/template');
    await this.insistOnChange(row, working);
    const publication: Publication = {
      design: row,
      template: working.template,
      base: working.base,
      difference: working.difference,
      tightenings,
      decisions: inForce(row, working.base),
      origin: 'published',
      reason: why.reason,
      document: why.document ?? null,
    };
    const { number, below, job } = await this.store.database.transaction(async (sql) => {
      const { revision } = await this.store.lock(sql, row.id);
      if (revision !== why.revision) throw new Problem(409, 'draft-moved-on', { params: { revision } });
      await putAwayDraft(sql, row.id, revision, 'saved');
      const [written] = await this.versions.write(sql, [publication], { person: why.person, at: this.store.now() });
      return { ...written!, ...(await this.following.note(sql, row, why.person)) };
    });
    this.logger.log(`design ${row.id} of ${row.code}: version ${number} published`);
    if (job !== null) await this.following.start(job);
    const version = await this.store.version(row.id, number);
    return { version: versionOf(version!), warnings: inWords(findings, why.lang), below, job };
  }

  private insistOnNewestAbove(row: DesignRow, working: Working): void {
    if (row.kind === 'template') return;
    if (row.above === null) throw new Problem(422, 'design-nothing-above');
    if (working.base !== row.above.hash) throw new Problem(422, 'design-base-moved');
  }

  /** Publishing what is published already would only cost everybody below a look. */
  private async insistOnChange(row: DesignRow, working: Working): Promise<void> {
    const last = row.number === 0 ? undefined : await this.store.version(row.id, row.number);
    if (last === undefined || last.base !== working.base || last.applies !== row.applies) return;
    if (last.hash !== contentHash(working.template)) return;
    if (working.baseTemplate !== null && !keepsTheSame(working.baseTemplate, working, last)) return;
    const layout = JSON.stringify(working.template.layout ?? null);
    const before = await this.store.templateOf(last);
    if (JSON.stringify(before.layout ?? null) === layout) throw new Problem(422, 'design-unchanged');
  }
}

/** Whether both keep the same on purpose: what the level above may not change unasked is part of what is published. */
const keepsTheSame = (
  base: Template,
  { template, difference }: Pick<Working, 'template' | 'difference'>,
  before: { difference: Difference | null },
): boolean => sameMarks(base, template, keptOf(base, difference ?? {}), keptOf(base, before.difference ?? {}));
