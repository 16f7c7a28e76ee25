import { covers, type Reach, type PlainDate, type Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { SignedIn } from '../platform/http/access.js';
import { notFound } from '../platform/http/problem.js';
import { insistFromAbove } from '../runs/admission.js';
import { officeDay } from '../units/office-day.js';
import { RunSurroundings } from '../runs/run-surroundings.js';

/** What the campaign routes need besides their own tables. */
@Injectable()
export class CampaignSurroundings {
  constructor(
    readonly database: Database,
    private readonly clock: Clock,
    private readonly runs: RunSurroundings,
  ) {}

  /** Today where the offices are. */
  today(): PlainDate {
    return officeDay(this.clock);
  }

  now(): number {
    return this.clock.now();
  }

  template(hash: string): Promise<Template> {
    return this.runs.template(hash);
  }

  /** @throws Problem 404 when the unit is not there or not within reach: nobody learns which. */
  async unitWithin(id: string, reach: Reach): Promise<void> {
    const unit = await this.runs.unit(id);
    if (unit === undefined || !covers(reach, unit.place)) throw notFound('unit');
  }

  /** Refuses to let a unit off a campaign where it is the asker's own. @throws Problem 403 `not-from-above` */
  async insistFromAbove(who: SignedIn, campaign: string, unit: string): Promise<void> {
    const view = await this.runs.unit(unit);
    if (view === undefined) throw notFound('unit');
    insistFromAbove(who, 'campaigns:steer', view.place, await this.runs.scope(campaign));
  }
}

/** Step ids in the order people read them: by phase, then within the phase. */
export function orderedSteps(template: Template): string[] {
  const phase = (id: string): number => template.phases[id]?.order ?? 0;
  return Object.entries(template.steps)
    .toSorted(
      ([aId, a], [bId, b]) =>
        phase(a.phase) - phase(b.phase) ||
        a.phase.localeCompare(b.phase) ||
        a.order - b.order ||
        aId.localeCompare(bId),
    )
    .map(([id]) => id);
}
