import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { IdempotencyKeyEntity } from '../platform/http/idempotency-key.entity.js';
import { ProgressEntity } from '../platform/progress/progress.entity.js';
import { Housekeeping } from './housekeeping.js';

/** Removes what is too old to be of use to anybody. */
@Module({
  imports: [DeadlinesModule, EvidenceModule, TypeOrmModule.forFeature([IdempotencyKeyEntity, ProgressEntity])],
  providers: [Housekeeping],
})
export class HousekeepingModule {}
