import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { Activities } from './activities.js';
import { ActivityScreens } from './activity-screens.js';
import { Cascades } from './cascades.js';
import { DraftEntity } from './draft.entity.js';
import { Drafts } from './drafts.js';
import { Orders } from './orders.js';
import { RecordKeeper } from '../record/record-keeper.js';
import { renewRuns } from './renew-runs.js';
import { RunDoor } from './run-door.js';
import { RunScreens } from './run-screens.js';
import { RunStore } from './run-store.js';
import { RunSurroundings } from './run-surroundings.js';
import { RunWriter } from './run-writer.js';
import { RunsController } from './runs.controller.js';

/** Units' work in campaigns. Other slices change a run through `RunDoor` (machines) or `Orders` (people) only. */
@Module({
  imports: [CalendarsModule, TypeOrmModule.forFeature([DraftEntity])],
  controllers: [RunsController],
  providers: [
    Activities,
    ActivityScreens,
    Cascades,
    Drafts,
    Orders,
    RunDoor,
    RunScreens,
    RunStore,
    RunSurroundings,
    RunWriter,
  ],
  exports: [Cascades, Orders, RunDoor, RunScreens, RunStore, RunSurroundings],
})
export class RunsModule {
  constructor(keeper: RecordKeeper, store: RunStore) {
    keeper.whenErasing(async (sql, erased, stamp) => {
      for (const id of await renewRuns(sql, erased, stamp)) store.forget(id);
    });
  }
}
