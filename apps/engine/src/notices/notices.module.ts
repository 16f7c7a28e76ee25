import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.js';
import { Inbox } from './inbox.js';
import { NoticesController } from './notices.controller.js';

/** What ladders tell people. Rungs leave notices in `deadlines`; here they are read. */
@Module({ imports: [RunsModule], controllers: [NoticesController], providers: [Inbox] })
export class NoticesModule {}
