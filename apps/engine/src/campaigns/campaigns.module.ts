import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { DesignsModule } from '../designs/designs.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { CampaignEntity } from './campaign.entity.js';
import { CampaignTemplates } from './campaign-templates.js';
import { CampaignScreens } from './campaign-screens.js';
import { CampaignSurroundings } from './campaign-surroundings.js';
import { CampaignsController } from './campaigns.controller.js';
import { Launch } from './launch.js';
import { Launching } from './launching.js';
import { Newcomers } from './newcomers.js';
import { OutdatedRuns } from './outdated-runs.js';
import { Recomputing } from './recomputing.js';
import { RecomputingDuties } from './recomputing-duties.js';
import { Steering } from './steering.js';

@Module({
  imports: [
    CalendarsModule,
    TypeOrmModule.forFeature([CampaignEntity]),
    DeadlinesModule,
    DesignsModule,
    RunsModule,
    TemplatesModule,
  ],
  controllers: [CampaignsController],
  providers: [
    CampaignTemplates,
    CampaignScreens,
    CampaignSurroundings,
    Launch,
    Launching,
    Newcomers,
    OutdatedRuns,
    Recomputing,
    RecomputingDuties,
    Steering,
  ],
  exports: [Launch, Launching, Recomputing, Steering],
})
export class CampaignsModule {}
