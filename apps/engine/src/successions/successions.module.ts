import { Module, type OnModuleInit } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { Alarms } from '../deadlines/alarms.js';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { Database } from '../platform/database/database.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { RunsModule } from '../runs/runs.module.js';
import { OrganisationChanges } from '../units/organisation-changes.js';
import { PlannedChanges } from '../units/planned-changes.js';
import { UnitsModule } from '../units/units.module.js';
import { Heirs } from './heirs.js';
import { makeRows, nextDueRow } from './succession-rows.js';
import { Successions } from './successions.js';

/** Units that merge, split, move or dissolve while campaigns run: what is open follows whoever carries on. */
@Module({
  imports: [CampaignsModule, DeadlinesModule, RunsModule, UnitsModule],
  providers: [Heirs, Successions],
})
export class SuccessionsModule implements OnModuleInit {
  constructor(
    private readonly changes: OrganisationChanges,
    private readonly planned: PlannedChanges,
    private readonly successions: Successions,
    private readonly surroundings: RunSurroundings,
    private readonly database: Database,
    private readonly alarms: Alarms,
  ) {}

  onModuleInit(): void {
    this.changes.whenTreeChanges(makeRows);
    this.changes.afterChanges(() => this.surroundings.forgetUnits());
    this.changes.afterTreeChanges(() => this.alarms.ring());
    this.alarms.alsoDo(
      () => this.planned.carryOutDue(),
      () => this.planned.nextDue(),
    );
    this.alarms.alsoDo(
      () => this.successions.carryOutDue(),
      () => nextDueRow(this.database),
    );
  }
}
