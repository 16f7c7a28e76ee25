import { Module } from '@nestjs/common';
import { OrganisationChanges } from './organisation-changes.js';
import { PlannedChanges } from './planned-changes.js';
import { UnitsController } from './units.controller.js';

/**
 * The unit tree and the groups beside it. Other slices change units, posts and people through `OrganisationChanges`
 * only, and learn there what follows for them; `PlannedChanges` are carried out on their day.
 */
@Module({
  controllers: [UnitsController],
  providers: [OrganisationChanges, PlannedChanges],
  exports: [OrganisationChanges, PlannedChanges],
})
export class UnitsModule {}
