import { Readable } from 'node:stream';
import { type AnswerOf, fileRoutes, SIGNED_SHEET } from '@gangmu/contract';
import { covers, type Reach } from '@gangmu/core';
import { Controller, StreamableFile } from '@nestjs/common';
import type { SignedIn } from '../platform/http/access.js';
import type { Call } from '../platform/http/call.js';
import { forbidden, notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { mayHere } from '../runs/admission.js';
import { RunScreens, type ShownRun } from '../runs/run-screens.js';
import { RunSurroundings } from '../runs/run-surroundings.js';
import { EvidenceFiles } from './evidence-files.js';
import { attachment } from './attachment.js';

@Controller()
export class FilesController {
  constructor(
    private readonly files: EvidenceFiles,
    private readonly screens: RunScreens,
    private readonly surroundings: RunSurroundings,
  ) {}

  @Route(fileRoutes.upload)
  async upload(call: Call<typeof fileRoutes.upload>): Promise<AnswerOf<typeof fileRoutes.upload>> {
    const { run, place } = await this.visible(call.params.run, call.reach);
    const { file, review } = mayHere(call.who, place);
    // What proves the work is the filer's to bring; a signed sheet is brought by whoever enters the sign-off.
    if (!file && !(review && call.query.evidence === SIGNED_SHEET)) throw forbidden('runs:file');
    const item = Object.hasOwn(run.items, call.params.item) ? run.items[call.params.item] : undefined;
    if (item === undefined) throw notFound('item');
    const { body, headers } = call.request;
    const length = headers['content-length'];
    return this.files.take({
      run: run.id,
      item,
      template: await this.surroundings.template(run.template),
      evidence: call.query.evidence,
      name: call.query.name,
      person: call.who.principal.person,
      body: body instanceof Readable ? body : undefined,
      length: length === undefined ? undefined : Number(length),
    });
  }

  @Route(fileRoutes.list)
  async list(call: Call<typeof fileRoutes.list>): Promise<AnswerOf<typeof fileRoutes.list>> {
    const shown = await this.visible(call.params.run, call.reach);
    const all = await this.files.list(shown.run.id, call.query.item);
    const guarded = mayGuarded(call.who, shown);
    return { files: all.filter((file) => guarded || !file.guarded).map(({ guarded: _, ...file }) => file) };
  }

  @Route(fileRoutes.download)
  async download(call: Call<typeof fileRoutes.download>): Promise<StreamableFile> {
    const shown = await this.visible(call.params.run, call.reach);
    const file = await this.files.find(shown.run.id, call.params.hash);
    // Whoever may not see a sign-in sheet need not learn that there is one.
    if (file === undefined || (file.guarded && !mayGuarded(call.who, shown))) throw notFound('file');
    const content = await this.files.content(file.hash);
    // Opened by the browser from our own address, a document must be able to do nothing there.
    void call.reply.headers({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    return new StreamableFile(content, {
      type: file.type,
      length: file.size,
      disposition: attachment(file.name),
    });
  }

  /** The run, if it lies where the caller may do this; otherwise it does not exist for them. */
  private async visible(id: string, reach: Reach): Promise<ShownRun> {
    const found = await this.screens.run(id);
    if (found === undefined || !covers(reach, found.place)) throw notFound('run');
    return found;
  }
}

/** Sign-in sheets are for the unit's own filers and its reviewers. */
function mayGuarded(who: SignedIn, { place }: ShownRun): boolean {
  const { file, review } = mayHere(who, place);
  return file || review;
}
