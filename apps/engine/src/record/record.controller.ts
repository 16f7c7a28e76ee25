import { Readable } from 'node:stream';
import { type AnswerOf, recordRoutes } from '@gangmu/contract';
import { covers, manifestHash, type UnitPlace } from '@gangmu/core';
import { Controller, StreamableFile } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Call } from '../platform/http/call.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { forbidden } from '../platform/http/problem.js';
import { Route } from '../platform/http/route.js';
import { officeDay } from '../units/office-day.js';
import { Clock } from '../platform/clock/clock.js';
import { RecordKeeper } from './record-keeper.js';
import { RecordedStreams } from './recorded-streams.js';

@Controller()
export class RecordController {
  constructor(
    private readonly keeper: RecordKeeper,
    private readonly streams: RecordedStreams,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Route(recordRoutes.key)
  key(): AnswerOf<typeof recordRoutes.key> {
    return { algorithm: 'Ed25519', key: this.keeper.publicKey };
  }

  @Route(recordRoutes.manifests)
  async manifests(call: Call<typeof recordRoutes.manifests>): Promise<AnswerOf<typeof recordRoutes.manifests>> {
    await this.mustReachRoot(call, 'record:read');
    const before = readCursor(call.query.cursor, ['number'])?.[0];
    const rows = await this.keeper.list(typeof before === 'number' ? before : undefined, call.query.limit + 1);
    return pageOf(
      rows,
      call.query.limit,
      (row) => [row.manifest.number],
      (row) => row,
    );
  }

  @Route(recordRoutes.seal)
  async seal(call: Call<typeof recordRoutes.seal>): Promise<AnswerOf<typeof recordRoutes.seal>> {
    await this.mustReachRoot(call, 'record:export');
    const sealed = await this.keeper.seal();
    return { ...sealed, hash: manifestHash(sealed) };
  }

  @Route(recordRoutes.export)
  async export(call: Call<typeof recordRoutes.export>): Promise<StreamableFile> {
    await this.mustReachRoot(call, 'record:export');
    const lines = await this.keeper.export(call.query.personal);
    void call.reply.header('cache-control', 'no-store');
    return new StreamableFile(Readable.from(lines), {
      type: 'application/x-ndjson',
      disposition: `attachment; filename="record-${officeDay(this.clock)}.gangmu.ndjson"`,
    });
  }

  @Route(recordRoutes.stream)
  async stream(call: Call<typeof recordRoutes.stream>): Promise<AnswerOf<typeof recordRoutes.stream>> {
    await this.mustReachRoot(call, 'record:export');
    return this.streams.page(call.params, call.query);
  }

  @Route(recordRoutes.erase)
  async erase(call: Call<typeof recordRoutes.erase>): Promise<AnswerOf<typeof recordRoutes.erase>> {
    const erased = await this.keeper.erase(call.body.hashes, call.body.reason, call.who.principal.person);
    return { erased };
  }

  /** The record is one and cannot be cut by unit: whoever reads it must be entitled at the root of the tree. */
  private async mustReachRoot(call: Pick<Call, 'reach'>, permission: string): Promise<void> {
    const [root] = await this.database.query<UnitPlace & Record<string, unknown>>(
      'SELECT id, path FROM units WHERE parent_id IS NULL LIMIT 1',
    );
    if (root && !covers(call.reach, root)) throw forbidden(permission);
  }
}
