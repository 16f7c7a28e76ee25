import type { Actor } from '@gangmu/core';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { ProgressJobs } from '../platform/progress/progress.js';
import { Settings } from '../platform/settings-token.js';
import { CampaignEntity } from './campaign.entity.js';
import { Launch, type LaunchRequest } from './launch.js';

/** Launches in the background, with progress; takes up launches that a killed engine left behind. */
@Injectable()
export class Launching implements OnApplicationBootstrap {
  private readonly logger = new Logger('launching');

  constructor(
    private readonly launch: Launch,
    private readonly jobs: ProgressJobs,
    @InjectRepository(CampaignEntity) private readonly campaigns: Repository<CampaignEntity>,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Answers as soon as the campaign exists; `job` tells how many units have been started. */
  async begin(request: LaunchRequest): Promise<{ campaign: string; job: string }> {
    const campaign = await this.launch.prepare(request);
    const job = await this.jobs.begin('launch', request.actor.person, async (tell) => ({
      campaign,
      ...(await this.launch.start(campaign, request.actor, request.at, tell)),
    }));
    return { campaign, job };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'api') return;
    const left = await this.campaigns.find({ where: { status: 'launching' }, order: { launchedAt: 'ASC' } });
    for (const { id, launchedBy } of left) {
      const actor: Actor = { person: launchedBy, role: 'designer' };
      this.logger.log(`takes up the launch of ${id}`);
      await this.jobs.begin('launch', launchedBy, async (tell) => ({
        campaign: id,
        ...(await this.launch.start(id, actor, this.clock.now(), tell)),
      }));
    }
  }
}
