import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock/clock.js';
import { Database } from './database/database.js';
import { repositories } from './database/repositories.js';
import { Repeats } from './http/repeats.js';
import { Live } from './live/live.js';
import { ProgressEntity } from './progress/progress.entity.js';
import { ProgressJobs } from './progress/progress.js';
import { Settings } from './settings-token.js';
import { Metrics } from './system/metrics.js';
import { SystemController } from './system/system.controller.js';

/** What every slice stands on; made before the module, handed in, closed after it. */
export interface Ground {
  settings: Settings;
  database: Database;
  clock: Clock;
}

@Module({})
export class PlatformModule {
  static on({ settings, database, clock }: Ground): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [repositories(), TypeOrmModule.forFeature([ProgressEntity])],
      controllers: [SystemController],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Database, useValue: database },
        { provide: Clock, useValue: clock },
        Live,
        Metrics,
        ProgressJobs,
        Repeats,
      ],
      exports: [Settings, Database, Clock, Live, Metrics, ProgressJobs, Repeats],
    };
  }
}
