import { type AnswerOf, designRoutes } from '@gangmu/contract';
import { covers, type TableOptions } from '@gangmu/core';
import { Controller, StreamableFile } from '@nestjs/common';
import { ProgressJobs } from '../platform/progress/progress.js';
import type { Call } from '../platform/http/call.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { forbidden, notFound } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { Bounding } from './bounding.js';
import { fileOf } from './design-files.js';
import { DesignDrafts } from './design-drafts.js';
import { DesignImpact } from './design-impact.js';
import { DesignPublishing } from './design-publishing.js';
import { type DesignRights, rightsOf } from './design-rights.js';
import { type DesignRow, placeOf, versionOf } from './design-rows.js';
import { drafting } from './design-rules.js';
import { DesignStore, type StoredVersion } from './design-store.js';

/** What is published. */
@Controller()
export class DesignVersionsController {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
    private readonly publishing: DesignPublishing,
    private readonly impacts: DesignImpact,
    private readonly jobs: ProgressJobs,
    private readonly bounding: Bounding,
  ) {}

  @Route(designRoutes.impact)
  async impact(call: Call<typeof designRoutes.impact>): Promise<AnswerOf<typeof designRoutes.impact>> {
    const row = await this.store.workable(call.params.design, rightsOf(call.who));
    const { template } = await this.drafts.readable(row);
    const { person } = call.who.principal;
    return {
      job: await this.jobs.begin('design-impact', person, (tell) =>
        this.impacts.foresee(row, template, call.lang, tell),
      ),
    };
  }

  @Route(designRoutes.publish)
  async publish(call: Call<typeof designRoutes.publish>): Promise<AnswerOf<typeof designRoutes.publish>> {
    const rights = rightsOf(call.who);
    const row = await this.store.open(call.params.design, rights);
    if (!covers(rights.publish, placeOf(row))) throw forbidden('templates:publish');
    return this.publishing.publish(row, { ...call.body, person: rights.person, lang: call.lang });
  }

  @Route(designRoutes.versions)
  async versions(call: Call<typeof designRoutes.versions>): Promise<AnswerOf<typeof designRoutes.versions>> {
    const row = await this.store.visible(call.params.design, rightsOf(call.who));
    const before = readCursor(call.query.cursor, ['number'])?.[0] ?? null;
    const rows = await this.store.versions(row.id, before, call.query.limit + 1);
    return pageOf(rows, call.query.limit, (each) => [each.number], versionOf);
  }

  @Route(designRoutes.version)
  async version(call: Call<typeof designRoutes.version>): Promise<AnswerOf<typeof designRoutes.version>> {
    const { version } = await this.found(call.params, rightsOf(call.who));
    return { ...versionOf(version), template: await this.store.templateOf(version), difference: version.difference };
  }

  @Route(designRoutes.exportVersion)
  async exportVersion(call: Call<typeof designRoutes.exportVersion>): Promise<StreamableFile> {
    const { row, version } = await this.found(call.params, rightsOf(call.who));
    const { as } = call.query;
    const template = await this.store.templateOf(version);
    const { type, ending, bytes } = await fileOf(as, version, {
      template,
      table: {
        lang: call.lang,
        calendar: await this.store.calendars.of(template),
        ...(await this.editable(row, version)),
      },
    });
    const name = `${row.title.zh}-${row.name_zh}-${version.number}.${ending}`;
    void call.reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, {
      type,
      disposition: `attachment; filename="design-${version.number}.${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }

  /** What may be edited in a table of this version: all of a root design, else what the level above leaves or granted. */
  private async editable(
    row: DesignRow,
    { base: hash }: StoredVersion,
  ): Promise<Pick<TableOptions, 'above' | 'locks'>> {
    const base = hash === null ? undefined : await this.store.base(hash);
    if (hash === null || base === undefined) return {};
    return { above: base, locks: drafting(await this.bounding.of(row, base, hash)) };
  }

  @Route(designRoutes.restore)
  async restore(call: Call<typeof designRoutes.restore>): Promise<AnswerOf<typeof designRoutes.restore>> {
    const rights = rightsOf(call.who);
    const row = await this.store.open(call.params.design, rights);
    const version = await this.store.version(row.id, call.params.number);
    if (version === undefined) throw notFound('version');
    const template = await this.store.templateOf(version);
    return this.drafts.replace(
      row,
      { base: version.base, body: version.base === null ? template : version.difference, title: template.title },
      { person: rights.person, lease: call.body.lease, lang: call.lang },
    );
  }

  private async found(
    params: { design: string; number: number },
    rights: DesignRights,
  ): Promise<{ row: DesignRow; version: StoredVersion }> {
    const row = await this.store.visible(params.design, rights);
    const version = await this.store.version(row.id, params.number);
    if (version === undefined) throw notFound('version');
    return { row, version };
  }
}
