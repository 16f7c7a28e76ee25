import { Module } from '@nestjs/common';
import { RecordKeeper } from '../record/record-keeper.js';
import { Ledger } from './ledger.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerScreens } from './ledger-screens.js';
import { renewProblems } from './renew-problems.js';

/** The rectification ledger: problems, measures, verified close-out, rules. */
@Module({ controllers: [LedgerController], providers: [Ledger, LedgerScreens] })
export class LedgerModule {
  constructor(keeper: RecordKeeper) {
    keeper.whenErasing(renewProblems);
  }
}
