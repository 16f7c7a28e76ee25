import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '@gangmu/core';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/settings-token.js';
import { lockContent } from './evidence-files.js';
import { FileStore } from './file-store.js';

const DAY = 24 * 3_600_000;
/** Long enough for a plan that is begun before the holidays and handed in after them. */
export const UPLOADS_KEPT = 30 * DAY;
/** An upload takes minutes; what is still half there after a day belongs to a process that died. */
const HALF_KEPT = DAY;

/**
 * Clears away uploads that nobody handed in, and that no draft holds. What was ever handed in stays, even where it was
 * replaced since: the record names it.
 */
@Injectable()
export class EvidenceRetention {
  private readonly logger = new Logger('evidence');

  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly settings: Settings,
  ) {}

  /**
   * @param now by the engine's clock, for uploads
   * @param real by the computer's clock, for files on the disk
   */
  async clear(now: Instant, real: number): Promise<void> {
    const forgotten = await this.database.query<{ hash: string }>(
      `DELETE FROM evidence_files f WHERE f.at < $1
          AND NOT EXISTS (SELECT FROM items i WHERE i.run_id = f.run_id AND i.id = f.item_id
            AND position(f.hash IN i.body::text) > 0)
          AND NOT EXISTS (SELECT FROM drafts d WHERE d.run_id = f.run_id AND d.item_id = f.item_id
            AND position(f.hash IN d.values::text) > 0)
          AND NOT EXISTS (SELECT FROM events e WHERE e.stream_kind = 'run' AND e.stream_id = f.run_id
            AND position(f.hash IN e.body) > 0)
        RETURNING f.hash`,
      [now - UPLOADS_KEPT],
    );
    const removed = await this.removeOrphans(real);
    const half = await this.removeHalf(real);
    if (forgotten.length + removed + half > 0)
      this.logger.log(
        `cleared ${forgotten.length} uploads that were never handed in, ${removed} contents, ${half} broken uploads`,
      );
  }

  /** Contents that no upload names any more. */
  private async removeOrphans(real: number): Promise<number> {
    let removed = 0;
    for await (const { hash, keptAt } of this.store.all()) {
      if (keptAt > real - HALF_KEPT) continue;
      await this.database.transaction(async (sql) => {
        await lockContent(sql, hash);
        const { rows } = await sql.query('SELECT FROM evidence_files WHERE hash = $1 LIMIT 1', [hash]);
        if (rows.length > 0) return;
        await this.store.remove(hash);
        removed += 1;
      });
    }
    return removed;
  }

  private async removeHalf(real: number): Promise<number> {
    const folder = join(this.settings.data, 'files', 'incoming');
    let removed = 0;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || !name.endsWith('.part') || found.mtimeMs > real - HALF_KEPT) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }
}
