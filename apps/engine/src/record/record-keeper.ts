import { manifestHash, type SignedManifest, type Signer } from '@gangmu/core';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { officeDay } from '../units/office-day.js';
import { erasePersonal, type Renew } from './erase-personal.js';
import { exportRecord } from './export-record.js';
import { Manifests } from './manifests.js';

/** How often the engine looks whether the day's manifest is made; the manifest itself is one a day. */
const LOOK_EVERY = 10 * 60_000;

/** Seals, exports and erases. What is recorded is written by each slice itself, in its own transactions. */
export class RecordKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('record');
  private readonly manifests: Manifests;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private readonly renewals: Renew[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly signer: Signer,
    folder: string,
  ) {
    this.manifests = new Manifests(database.pool, signer, folder);
  }

  get publicKey(): string {
    return this.signer.key;
  }

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.looking = this.sealIfDue().catch((error: unknown) => {
        this.log.error(`the daily manifest could not be made: ${String(error)}; tried again in ten minutes`);
      });
    };
    this.timer = setInterval(look, LOOK_EVERY);
    this.timer.unref();
    look();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** The daily manifest, unless there is one for this day already or nothing was ever recorded. */
  async sealIfDue(): Promise<void> {
    const { rows } = await this.database.pool.query('SELECT 1 FROM events LIMIT 1');
    if (rows.length === 0) return;
    const day = officeDay(this.clock);
    await this.manifests.seal(day, this.clock.now(), day);
    await this.copy();
  }

  /** A manifest over everything recorded so far. */
  async seal(): Promise<SignedManifest> {
    const sealed = await this.manifests.seal(officeDay(this.clock), this.clock.now());
    await this.copy();
    return sealed;
  }

  async list(before: number | undefined, limit: number): Promise<(SignedManifest & { hash: string })[]> {
    const found = await this.manifests.list(before, limit);
    return found.map((signed) => ({ ...signed, hash: manifestHash(signed) }));
  }

  /** The whole record as chunks of lines, sealed now. */
  async export(personal: 'included' | 'withheld'): Promise<AsyncGenerator<string>> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      'SELECT name_zh AS name FROM units WHERE parent_id IS NULL LIMIT 1',
    );
    return exportRecord(this.database.pool, this.signer, {
      county: rows[0]?.name ?? '',
      at: this.clock.now(),
      personal,
      seal: () => this.seal(),
    });
  }

  /** A slice that shows recorded values says how it makes its rows anew when some of them were erased. */
  whenErasing(renew: Renew): void {
    this.renewals.push(renew);
  }

  /** Erases personal values and what slices show of them. @returns how many there were */
  erase(hashes: readonly string[], reason: string, person: string): Promise<number> {
    const erasure = { hashes, reason, by: { person }, at: this.clock.now() };
    return erasePersonal(this.database.pool, erasure, this.renewals);
  }

  /** The copies outside the database: a folder out of reach is said, and made up for later. */
  private async copy(): Promise<void> {
    try {
      await this.manifests.catchUpFiles();
    } catch (error) {
      this.log.error(`manifests could not be copied to their folder: ${String(error)}; tried again in ten minutes`);
    }
  }
}
