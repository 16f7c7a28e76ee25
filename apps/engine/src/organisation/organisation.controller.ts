import {
  type AnswerOf,
  type ImportReport,
  LARGEST_IMPORT_FILE,
  organisationRoutes,
  setupRoutes,
} from '@gangmu/contract';
import { reachOf } from '@gangmu/core';
import { Controller } from '@nestjs/common';
import { Authentication } from '../access/authentication.js';
import { meOf } from '../access/me.js';
import { knownPerson } from '../access/principals.js';
import { insistOnOwnPage } from '../access/session.controller.js';
import { signIn } from '../access/sign-in.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { Problem } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { ProgressJobs, type Tell } from '../platform/progress/progress.js';
import { Settings } from '../platform/settings-token.js';
import { answer } from '../units/answer.js';
import { officeDay } from '../units/office-day.js';
import { OrganisationChanges } from '../units/organisation-changes.js';
import { foreseeImport, importFiles, readOrganisation } from './import-organisation.js';
import { isOnThisMachine, setUp } from './set-up.js';

@Controller()
export class OrganisationController {
  constructor(
    private readonly database: Database,
    private readonly changes: OrganisationChanges,
    private readonly clock: Clock,
    private readonly authentication: Authentication,
    private readonly settings: Settings,
    private readonly jobs: ProgressJobs,
  ) {}

  @Route(organisationRoutes.import)
  async import(call: Call<typeof organisationRoutes.import>): Promise<AnswerOf<typeof organisationRoutes.import>> {
    return this.carryOut(call)();
  }

  @Route(organisationRoutes.beginImport)
  async beginImport(
    call: Call<typeof organisationRoutes.beginImport>,
  ): Promise<AnswerOf<typeof organisationRoutes.beginImport>> {
    return { job: await this.jobs.begin('import', call.who.principal.person, this.carryOut(call)) };
  }

  /** An import that has been looked at from outside, ready to be carried out. @throws Problem 413 */
  private carryOut(
    call: Pick<Call<typeof organisationRoutes.import>, 'who' | 'body' | 'reach' | 'lang'>,
  ): (tell?: Tell) => Promise<ImportReport> {
    const { principal } = call.who;
    const files = call.body.files.map(({ name, kind, content }) => ({
      name,
      kind,
      bytes: new Uint8Array(Buffer.from(content, 'base64')),
    }));
    for (const [at, file] of files.entries())
      if (file.bytes.length > LARGEST_IMPORT_FILE)
        throw new Problem(413, 'import.file-too-large', {
          path: `/body/files/${at}`,
          params: { most: LARGEST_IMPORT_FILE },
        });
    const rights = { units: call.reach, access: reachOf(principal, 'access:write') };
    const by = this.changes.by(call);
    return async (told) => {
      const importer = { rights, lang: call.lang, told };
      const read = await readOrganisation(files, told);
      return call.body.dryRun
        ? foreseeImport(this.database, read, by.today, importer)
        : answer(await this.changes.carryOutAs(by, importFiles(read, importer)));
    };
  }

  @Route(setupRoutes.create)
  async setUp(call: Call<typeof setupRoutes.create>): Promise<AnswerOf<typeof setupRoutes.create>> {
    insistOnOwnPage(call.request);
    const [now, today] = [this.clock.now(), officeDay(this.clock)];
    const local = isOnThisMachine(call.request.raw);
    const made = answer(await setUp(this.database, call.body, { data: this.settings.data, local, now, today }));
    const given = { login: made.login, password: call.body.administrator.password };
    const started = answer(await signIn(this.database, given, call.request.ip, Date.now()));
    const known = await knownPerson(this.database.pool, started.person, today);
    if (known === undefined) throw new Problem(401, 'sign-in.wrong');
    this.authentication.carry(call.request, started.token);
    return meOf(known, 'session');
  }
}
