import type { Actor } from '@gangmu/core';
import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { ProgressJobs } from '../platform/progress/progress.js';
import { Settings } from '../platform/settings-token.js';
import { Launch, type LaunchRequest } from './launch.js';

const KIND = 'launch';

interface Assignment {
  campaign: string;
  actor: Actor;
}

/** Launches in the background, with progress; one that a killed engine left behind is taken up by any other. */
@Injectable()
export class Launching implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly launch: Launch,
    private readonly jobs: ProgressJobs,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.resume<Assignment>(KIND, async ({ campaign, actor }, tell) => ({
      campaign,
      ...(await this.launch.start(campaign, actor, this.clock.now(), tell)),
    }));
  }

  /** Answers as soon as the campaign exists; `job` tells how many units have been started. */
  async begin(request: LaunchRequest): Promise<{ campaign: string; job: string }> {
    const { actor } = request;
    let job = '';
    const campaign = await this.launch.prepare(request, async (sql, made) => {
      const assignment: Assignment = { campaign: made, actor };
      job = await this.jobs.assign(sql, { kind: KIND, person: actor.person, assignment });
    });
    await this.jobs.start(job);
    return { campaign, job };
  }

  /** The same, but answers when every unit is started, or this process is stopped. */
  async carryOut(request: LaunchRequest): Promise<string> {
    const { campaign, job } = await this.begin(request);
    await this.jobs.ended(job);
    return campaign;
  }

  async onApplicationBootstrap(): Promise<void> {
    // At once instead of at the first sweep, which a stepped clock does not make.
    if (this.settings.role !== 'api') await this.jobs.takeUp();
  }
}
