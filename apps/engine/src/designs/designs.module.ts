import { Module, type OnModuleInit } from '@nestjs/common';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { Alarms } from '../deadlines/alarms.js';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { ProgressJobs } from '../platform/progress/progress.js';
import { RunsModule } from '../runs/runs.module.js';
import { Bounding } from './bounding.js';
import { DesignAdoption } from './design-adoption.js';
import { DesignAuthors } from './design-authors.js';
import { DesignBoards } from './design-boards.js';
import { DesignDecisionsController } from './decisions.controller.js';
import { DesignDecisions } from './design-decisions.js';
import { DesignDrafts } from './design-drafts.js';
import { DesignFollowing } from './design-following.js';
import { DesignInbox } from './design-inbox.js';
import { DesignImpact } from './design-impact.js';
import { DesignLeases } from './design-leases.js';
import { DesignLive } from './design-live.js';
import { DesignMetrics } from './design-metrics.js';
import { DesignPublishing } from './design-publishing.js';
import { DesignReaders } from './design-readers.js';
import { DesignRechecking } from './design-rechecking.js';
import { DesignSources } from './design-sources.js';
import { DesignStore } from './design-store.js';
import { DesignUpdates } from './design-updates.js';
import { DesignVariances } from './design-variances.js';
import { DesignVersions } from './design-versions.js';
import { Designs } from './designs.js';
import { DesignsController } from './designs.controller.js';
import { DesignDraftsController } from './drafts.controller.js';
import { Families } from './family.js';
import { DesignUpdatesController } from './updates.controller.js';
import { VarianceRechecking } from './variance-rechecking.js';
import { DesignVersionsController } from './versions.controller.js';

/** The designer's store: drafts, versions, adaptations, what comes from above. */
@Module({
  imports: [CalendarsModule, DeadlinesModule, RunsModule],
  controllers: [
    DesignsController,
    DesignDecisionsController,
    DesignDraftsController,
    DesignVersionsController,
    DesignUpdatesController,
  ],
  providers: [
    Bounding,
    DesignAdoption,
    DesignAuthors,
    DesignBoards,
    DesignDecisions,
    DesignDrafts,
    DesignFollowing,
    DesignImpact,
    DesignInbox,
    DesignLeases,
    DesignLive,
    DesignMetrics,
    DesignPublishing,
    DesignReaders,
    DesignRechecking,
    DesignSources,
    DesignStore,
    DesignUpdates,
    DesignVariances,
    DesignVersions,
    Designs,
    Families,
    VarianceRechecking,
  ],
  exports: [DesignReaders, DesignStore, Designs, DesignPublishing],
})
export class DesignsModule implements OnModuleInit {
  constructor(
    private readonly alarms: Alarms,
    private readonly jobs: ProgressJobs,
    private readonly variances: VarianceRechecking,
  ) {}

  onModuleInit(): void {
    // What a version means for those below is found out even where the process that began it died.
    this.alarms.alsoDo(() => this.jobs.takeUp());
    this.alarms.alsoDo(() => this.variances.lapse());
  }
}
