import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccessModule } from './access/access.module.js';
import { CalendarsModule } from './calendars/calendars.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { DeadlinesModule } from './deadlines/deadlines.module.js';
import { DesignsModule } from './designs/designs.module.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { HousekeepingModule } from './housekeeping/housekeeping.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { type Ground, PlatformModule } from './platform/platform.module.js';
import { RecordModule } from './record/record.module.js';
import { RunsModule } from './runs/runs.module.js';
import { SuccessionsModule } from './successions/successions.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { UnitsModule } from './units/units.module.js';

/** The whole engine. One line per slice. */
@Module({})
export class AppModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        DiscoveryModule,
        PlatformModule.on(ground),
        AccessModule,
        UnitsModule,
        OrganisationModule,
        TemplatesModule,
        DesignsModule,
        CalendarsModule,
        RunsModule,
        EvidenceModule,
        CampaignsModule,
        DeadlinesModule,
        NoticesModule,
        LedgerModule,
        SuccessionsModule,
        HousekeepingModule,
        RecordModule.with(ground.settings),
      ],
    };
  }
}
