import { Module, type OnModuleInit } from '@nestjs/common';
import { Cascades, type MilestoneMessage } from '../runs/cascades.js';
import { RunDoor } from '../runs/run-door.js';
import { RunsModule } from '../runs/runs.module.js';
import { Alarms } from './alarms.js';
import { Outbox } from './outbox.js';
import { SteppedTime } from './stepped-time.js';

/** Ladders, openings and what runs tell each other. */
@Module({ imports: [RunsModule], providers: [Alarms, Outbox, SteppedTime], exports: [Alarms, Outbox, SteppedTime] })
export class DeadlinesModule implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly cascades: Cascades,
    private readonly door: RunDoor,
  ) {}

  onModuleInit(): void {
    this.outbox.deliverBy('milestone', (messages) =>
      this.cascades.tell(messages.map((message) => message.payload as unknown as MilestoneMessage)),
    );
    this.door.onMessages(() => this.outbox.written());
  }
}
