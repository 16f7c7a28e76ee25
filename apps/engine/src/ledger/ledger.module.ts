import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { Database } from '../platform/database/database.js';
import { RecordKeeper } from '../record/record-keeper.js';
import { OrganisationChanges } from '../units/organisation-changes.js';
import { UnitsModule } from '../units/units.module.js';
import { LadderDuties } from './ladder-duties.js';
import { Ledger } from './ledger.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerExport } from './ledger-export.js';
import { LedgerFilesController } from './ledger-files.controller.js';
import { LedgerImport } from './ledger-import.js';
import { LedgerScreens } from './ledger-screens.js';
import { ProblemStore } from './ledger-store.js';
import { ProblemLadder } from './problem-ladder.js';
import { renewProblems } from './renew-problems.js';
import { takeOverProblems } from './take-over-problems.js';

/** The rectification ledger: problems, measures, their reminders, verified close-out, rules. */
@Module({
  imports: [CalendarsModule, CampaignsModule, DeadlinesModule, UnitsModule],
  controllers: [LedgerController, LedgerFilesController],
  providers: [LadderDuties, Ledger, LedgerScreens, LedgerExport, LedgerImport, ProblemLadder, ProblemStore],
})
export class LedgerModule implements OnApplicationBootstrap {
  constructor(
    keeper: RecordKeeper,
    changes: OrganisationChanges,
    private readonly problems: ProblemStore,
    private readonly database: Database,
  ) {
    keeper.whenErasing(renewProblems(problems));
    changes.whenTreeChanges(takeOverProblems(problems));
  }

  /** Problems stored before there were reminders are folded once more: they have a ladder from then on. */
  async onApplicationBootstrap(): Promise<void> {
    const older = await this.database.query<{ id: string }>(
      `SELECT id FROM problems WHERE NOT body ? 'revision' ORDER BY id`,
    );
    for (const { id } of older) await this.database.transaction((sql) => this.problems.renew(sql, [id]));
  }
}
