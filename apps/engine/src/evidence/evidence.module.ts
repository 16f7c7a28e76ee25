import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Settings } from '../platform/settings-token.js';
import { Orders } from '../runs/orders.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { RunsModule } from '../runs/runs.module.js';
import { DiskFileStore } from './disk-file-store.js';
import { EvidenceFiles } from './evidence-files.js';
import { EvidenceRetention } from './evidence-retention.js';
import { FileStore } from './file-store.js';
import { FilesController } from './files.controller.js';

/** Files that prove something. Values that name one are checked here before a run hears of them. */
@Module({
  imports: [RunsModule],
  controllers: [FilesController],
  providers: [
    EvidenceFiles,
    EvidenceRetention,
    {
      provide: FileStore,
      useFactory: ({ data }: Settings) => new DiskFileStore(join(data, 'files')),
      inject: [Settings],
    },
  ],
  exports: [EvidenceRetention],
})
export class EvidenceModule {
  constructor(orders: Orders, surroundings: RunSurroundings, files: EvidenceFiles) {
    orders.beforeHandingIn(async (run, { item, values, paper }, person) => {
      if (paper !== undefined) await files.insistOnPaper(run.id, item, person, paper);
      if (values === undefined) return;
      const template = await surroundings.template(run.template);
      const held = Object.hasOwn(run.items, item) ? (run.items[item]?.values ?? {}) : {};
      await files.insistOnUploads(run.id, item, person, { template, held, values });
    });
  }
}
