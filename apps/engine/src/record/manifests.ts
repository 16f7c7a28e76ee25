import {
  canonicalText,
  type Head,
  type Manifest,
  manifestBytes,
  manifestHash,
  nextManifest,
  type SignedManifest,
  type Signer,
} from '@gangmu/core';
import type { Pool, PoolClient } from 'pg';
import { currentHeads, sealedHeads } from './heads.js';
import { writeManifestFile, writtenManifests } from './manifest-files.js';

interface Row {
  body: string;
  signature: string;
}

const signedOf = ({ body, signature }: Row): SignedManifest => ({
  manifest: JSON.parse(body) as Manifest,
  signature,
});

const LAST = 'SELECT body, signature FROM manifests ORDER BY number DESC LIMIT 1';
const KEEP = 'INSERT INTO manifests (number, day, at, body, signature, hash) VALUES ($1, $2, $3, $4, $5, $6)';
const KEEP_HEADS = `
  INSERT INTO manifest_heads (number, stream, seq, hash)
  SELECT $1, h.stream, h.seq, h.hash FROM unnest($2::text[], $3::int[], $4::text[]) AS h(stream, seq, hash)`;

/** Seals the record: one signed manifest over the heads of all streams, chained to the one before. */
export class Manifests {
  constructor(
    private readonly pool: Pool,
    private readonly signer: Signer,
    private readonly folder: string,
  ) {}

  get publicKey(): string {
    return this.signer.key;
  }

  async last(): Promise<SignedManifest | undefined> {
    const { rows } = await this.pool.query<Row>(LAST);
    return rows[0] && signedOf(rows[0]);
  }

  async list(before: number | undefined, limit: number): Promise<SignedManifest[]> {
    const { rows } = await this.pool.query<Row>(
      'SELECT body, signature FROM manifests WHERE $1::int IS NULL OR number < $1 ORDER BY number DESC LIMIT $2',
      [before ?? null, limit],
    );
    return rows.map(signedOf);
  }

  /**
   * Makes the next manifest. Several processes may call it: one makes it, the others find it made.
   *
   * @param day the day it closes
   * @param unlessOf do nothing when the last manifest already closes this day (the daily job)
   */
  async seal(day: string, at: number, unlessOf?: string): Promise<SignedManifest> {
    const { signed, heads, made } = await this.inSnapshot(async (sql) => {
      const { rows } = await sql.query<Row>(LAST);
      const previous = rows[0] && signedOf(rows[0]);
      if (previous && unlessOf !== undefined && previous.manifest.day >= unlessOf)
        return { signed: previous, heads: [], made: false };
      return { ...(await this.make(sql, previous, day, at)), made: true };
    });
    if (made) await writeManifestFile(this.folder, signed, heads);
    return signed;
  }

  /** Writes what an earlier failure (full disk, share not mounted) left unwritten. Returns how many. */
  async catchUpFiles(): Promise<number> {
    const written = await writtenManifests(this.folder);
    const { rows } = await this.pool.query<Row>('SELECT body, signature FROM manifests ORDER BY number');
    const missing = rows.map(signedOf).filter(({ manifest }) => !written.has(manifest.number));
    for (const signed of missing)
      await writeManifestFile(this.folder, signed, await sealedHeads(this.pool, signed.manifest.number));
    return missing.length;
  }

  private async make(
    sql: PoolClient,
    previous: SignedManifest | undefined,
    day: string,
    at: number,
  ): Promise<{ signed: SignedManifest; heads: Head[] }> {
    const heads = await currentHeads(sql);
    const before = new Map(
      (previous ? await sealedHeads(sql, previous.manifest.number) : []).map((head) => [head.stream, head.seq]),
    );
    const changed = heads.filter((head) => before.get(head.stream) !== head.seq);
    // Days never run backwards in the chain, whatever the machine's clock did.
    const later = previous && previous.manifest.day > day ? previous.manifest.day : day;
    const manifest = nextManifest(previous, heads, { day: later, at, key: this.signer.key });
    const signed = { manifest, signature: this.signer.sign(manifestBytes(manifest)) };
    await sql.query(KEEP, [
      manifest.number,
      manifest.day,
      at,
      canonicalText(manifest),
      signed.signature,
      manifestHash(signed),
    ]);
    await sql.query(KEEP_HEADS, [
      manifest.number,
      changed.map((head) => head.stream),
      changed.map((head) => head.seq),
      changed.map((head) => head.hash),
    ]);
    return { signed, heads };
  }

  /** One at a time, and all reads from one snapshot that was taken after the turn came. */
  private async inSnapshot<T>(work: (sql: PoolClient) => Promise<T>): Promise<T> {
    const sql = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await sql.query(`SELECT pg_advisory_lock(hashtextextended('gangmu manifest', 0))`);
      try {
        await sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        const result = await work(sql);
        await sql.query('COMMIT');
        return result;
      } catch (error) {
        await sql.query('ROLLBACK');
        throw error;
      } finally {
        await sql.query(`SELECT pg_advisory_unlock(hashtextextended('gangmu manifest', 0))`);
      }
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      sql.release(broken);
    }
  }
}
