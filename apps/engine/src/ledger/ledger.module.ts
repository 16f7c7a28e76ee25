import { Module } from '@nestjs/common';
import { RecordKeeper } from '../record/record-keeper.js';
import { Ledger } from './ledger.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerExport } from './ledger-export.js';
import { LedgerFilesController } from './ledger-files.controller.js';
import { LedgerImport } from './ledger-import.js';
import { LedgerScreens } from './ledger-screens.js';
import { OrganisationChanges } from '../units/organisation-changes.js';
import { UnitsModule } from '../units/units.module.js';
import { renewProblems } from './renew-problems.js';
import { takeOverProblems } from './take-over-problems.js';

/** The rectification ledger: problems, measures, verified close-out, rules. */
@Module({
  imports: [UnitsModule],
  controllers: [LedgerController, LedgerFilesController],
  providers: [Ledger, LedgerScreens, LedgerExport, LedgerImport],
})
export class LedgerModule {
  constructor(keeper: RecordKeeper, changes: OrganisationChanges) {
    keeper.whenErasing(renewProblems);
    changes.whenTreeChanges(takeOverProblems);
  }
}
