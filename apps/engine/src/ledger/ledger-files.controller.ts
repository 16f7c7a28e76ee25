import { type AnswerOf, LARGEST_IMPORT_FILE, ledgerFileRoutes } from '@gangmu/contract';
import { Controller, StreamableFile } from '@nestjs/common';
import type { Call } from '../platform/http/call.js';
import { Problem } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { ProgressJobs } from '../platform/progress/progress.js';
import { LedgerExport } from './ledger-export.js';
import { LedgerImport } from './ledger-import.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The ledger in Excel, out and in. */
@Controller()
export class LedgerFilesController {
  constructor(
    private readonly exporting: LedgerExport,
    private readonly importing: LedgerImport,
    private readonly jobs: ProgressJobs,
  ) {}

  @Route(ledgerFileRoutes.export)
  async export(call: Call<typeof ledgerFileRoutes.export>): Promise<StreamableFile> {
    const { name, bytes } = await this.exporting.workbook(call.query, call.reach, call.lang);
    void call.reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, {
      type: XLSX,
      disposition: `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }

  @Route(ledgerFileRoutes.import)
  async import(call: Call<typeof ledgerFileRoutes.import>): Promise<AnswerOf<typeof ledgerFileRoutes.import>> {
    return (await this.prepared(call))();
  }

  @Route(ledgerFileRoutes.beginImport)
  async beginImport(
    call: Call<typeof ledgerFileRoutes.beginImport>,
  ): Promise<AnswerOf<typeof ledgerFileRoutes.beginImport>> {
    const work = await this.prepared(call);
    return { job: await this.jobs.begin('ledger-import', call.who.principal.person, work) };
  }

  private prepared({
    body,
    who,
    reach,
    lang,
  }: Pick<Call<typeof ledgerFileRoutes.import>, 'body' | 'who' | 'reach' | 'lang'>) {
    if (body.file.content.length > Math.ceil(LARGEST_IMPORT_FILE / 3) * 4)
      throw new Problem(413, 'import.file-too-large', { path: '/body/file', params: { most: LARGEST_IMPORT_FILE } });
    return this.importing.prepare({ who, reach, lang }, body);
  }
}
