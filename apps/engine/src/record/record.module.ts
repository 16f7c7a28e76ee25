import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Settings } from '../platform/settings.js';
import { RecordController } from './record.controller.js';
import { RecordKeeper } from './record-keeper.js';
import { RecordedStreams } from './recorded-streams.js';
import { openSigningKey } from './signing-key.js';

/** The record: sealing, export, erasing. Other slices append to it with `appendEvents` in their own transactions. */
@Module({})
export class RecordModule {
  static with(settings: Pick<Settings, 'data' | 'signingKey' | 'manifests'>): DynamicModule {
    return {
      module: RecordModule,
      global: true,
      controllers: [RecordController],
      providers: [
        {
          provide: RecordKeeper,
          inject: [Database, Clock],
          useFactory: async (database: Database, clock: Clock): Promise<RecordKeeper> =>
            new RecordKeeper(
              database,
              clock,
              await openSigningKey(settings.data, settings.signingKey),
              settings.manifests,
            ),
        },
        RecordedStreams,
      ],
      exports: [RecordKeeper],
    };
  }
}
