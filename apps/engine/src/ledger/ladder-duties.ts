import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Recomputing } from '../campaigns/recomputing.js';
import { Steering } from '../campaigns/steering.js';
import { Alarms } from '../deadlines/alarms.js';
import { ProblemLadder } from './problem-ladder.js';

/** Ties the ledger's ladder to what it depends on: alarms, the calendar of a campaign, its close. */
@Injectable()
export class LadderDuties implements OnModuleInit {
  constructor(
    private readonly ladder: ProblemLadder,
    private readonly alarms: Alarms,
    private readonly recomputing: Recomputing,
    private readonly steering: Steering,
  ) {}

  onModuleInit(): void {
    this.alarms.alsoDo(
      () => this.ladder.endDue(),
      () => this.ladder.nextDue(),
    );
    this.recomputing.alsoRecompute((campaign) => this.ladder.recompute(campaign));
    this.steering.whenClosing((sql, campaign) => this.ladder.endCampaign(sql, campaign));
  }
}
