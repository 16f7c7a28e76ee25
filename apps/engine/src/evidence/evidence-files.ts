import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type EvidenceFile, LARGEST_FILE, LARGEST_PHOTO, PHOTO_ENDINGS, SIGNED_SHEET } from '@gangmu/contract';
import {
  type Evidence,
  hasMarkedName,
  isSignInSheet,
  type Item,
  type Template,
  type Values,
  wordsFor,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { Settings } from '../platform/settings-token.js';
import type { Sql } from '../units/sql.js';
import { endingOf, hasMarkedContent, isAllowed, typeOfContent } from './file-kind.js';
import { FileStore } from './file-store.js';
import { type ReceivedFile, TooLarge, withReceivedFile } from './receive-file.js';

/** Uploads beyond what an item can hold: replaced ones stay until retention ends, but nobody fills the disk. */
const SPARE = 50;
const MEGABYTE = 1024 * 1024;

type FileEvidence = Extract<Evidence, { type: 'file' | 'photo' }>;
export interface Upload {
  run: string;
  item: Item;
  template: Template;
  evidence: string;
  name: string;
  person: string;
  body: Readable | undefined;
  /** As announced by the sender. */
  length: number | undefined;
}
export interface StoredFile extends EvidenceFile {
  guarded: boolean;
}

/** Takes files that prove something, finds them again, and knows whether a file was ever handed over. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Takes a file for a piece of evidence. The same content again is the same file. @throws Problem */
  async take(upload: Upload): Promise<EvidenceFile> {
    const { run, item, evidence: id } = upload;
    const evidence = askedFor(upload);
    const name = cleanName(upload.name);
    const title = evidence.title;
    if (hasMarkedName(name)) throw wrong('marked', { name });
    const allowed = evidence.type === 'photo' ? PHOTO_ENDINGS : evidence.allowed;
    if (!isAllowed(endingOf(name), allowed)) throw wrong('type', { name, allowed: [...allowed] });
    const most = evidence.type === 'photo' ? LARGEST_PHOTO : LARGEST_FILE;
    const large = wrong('large', { name, most: most / MEGABYTE }, 413);
    if (upload.length !== undefined && upload.length > most) throw large;
    const [known] = await this.database.query<{ count: number }>(
      'SELECT count(*) AS count FROM evidence_files WHERE run_id = $1 AND item_id = $2 AND evidence = $3',
      [run, item.id, id],
      'evidence_count',
    );
    const count = known?.count ?? 0;
    if (count >= evidence.max + SPARE) throw wrong('many', { title, count });
    if (upload.body === undefined) throw wrong('empty', { name });
    try {
      return await withReceivedFile(upload.body, join(this.settings.data, 'files', 'incoming'), most, (file) =>
        this.check(file, name, upload, evidence),
      );
    } catch (error) {
      if (error instanceof TooLarge) throw large;
      if (upload.body.destroyed && !upload.body.readableEnded) throw wrong('broken', {}, 400);
      throw error;
    }
  }

  private async check(file: ReceivedFile, name: string, upload: Upload, evidence: FileEvidence): Promise<EvidenceFile> {
    const { hash, size, path } = file;
    if (size === 0) throw wrong('empty', { name });
    const ending = endingOf(name);
    let type: string | undefined;
    let marked = false;
    try {
      type = await typeOfContent(path, ending);
      marked = type !== undefined && (await hasMarkedContent(path, ending));
    } catch {
      // A container that cannot be opened is not what its name says.
      type = undefined;
    }
    if (marked) throw wrong('marked', { name });
    if (type === undefined) throw wrong('content', { name });
    await this.database.transaction(async (sql) => {
      await lockContent(sql, hash);
      await this.store.keep(hash, path);
      await sql.query(
        `INSERT INTO evidence_files (run_id, item_id, evidence, hash, name, type, size, guarded, person_id, at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
        [
          upload.run,
          upload.item.id,
          upload.evidence,
          hash,
          name,
          type,
          size,
          isSignInSheet(evidence),
          upload.person,
          this.clock.now(),
        ],
      );
    });
    return { hash, name, type, size };
  }

  /** Files of a run, the latest first. */
  async list(run: string, item?: string): Promise<(StoredFile & { item: string; evidence: string; at: number })[]> {
    return this.database.query(
      `SELECT item_id AS item, evidence, hash, name, type, size, guarded, at FROM evidence_files
        WHERE run_id = $1 AND ($2::text IS NULL OR item_id = $2) ORDER BY at DESC, hash LIMIT 2000`,
      [run, item ?? null],
    );
  }

  /** A file of a run by its content; guarded only when it was handed over as a sign-in sheet and nothing else. */
  async find(run: string, hash: string): Promise<StoredFile | undefined> {
    const [file] = await this.database.query<StoredFile & Record<string, unknown>>(
      `SELECT hash, name, type, size, guarded FROM evidence_files WHERE run_id = $1 AND hash = $2
        ORDER BY guarded, at LIMIT 1`,
      [run, hash],
    );
    return file;
  }

  async content(hash: string): Promise<Readable> {
    const content = await this.store.read(hash);
    if (content === undefined) throw new Problem(404, 'evidence.file.lost');
    return content;
  }

  /**
   * Refuses values that name a file nobody uploaded for this evidence of this item. What the item already holds was
   * checked when it came; what the same person uploaded for another item – one photo of a meeting that counts for
   * thirty branches – is taken as uploaded here as well. @throws Problem 422 `evidence.file.missing`
   */
  async insistOnUploads(run: string, item: string, person: string, given: NamedFiles): Promise<void> {
    const named = filesIn(item, given);
    if (named.length === 0) return;
    const rows = await this.database.query<{ evidence: string; hash: string }>(
      'SELECT evidence, hash FROM evidence_files WHERE run_id = $1 AND item_id = $2 AND hash = ANY ($3)',
      [run, item, named.map(({ hash }) => hash)],
      'evidence_there',
    );
    const there = new Set(rows.map(({ evidence, hash }) => `${evidence} ${hash}`));
    for (const { evidence, hash, declared } of named) {
      if (there.has(`${evidence} ${hash}`) || (await this.borrow({ run, item, evidence, hash, person, declared })))
        continue;
      throw new Problem(422, 'evidence.file.missing', {
        path: `/values/${evidence}`,
        params: { title: declared.title },
      });
    }
  }

  /** Takes a file somebody uploaded elsewhere for this evidence too, if it is of a kind that may be handed in here. */
  private async borrow(wanted: Borrowed): Promise<boolean> {
    const { run, item, evidence, hash, person, declared } = wanted;
    const [file] = await this.database.query<{ name: string; size: number }>(
      'SELECT name, size FROM evidence_files WHERE hash = $1 AND person_id = $2 ORDER BY at DESC LIMIT 1',
      [hash, person],
      'evidence_elsewhere',
    );
    const [allowed, most] =
      declared.type === 'photo' ? [PHOTO_ENDINGS, LARGEST_PHOTO] : [declared.allowed, LARGEST_FILE];
    if (file === undefined || file.size > most || !isAllowed(endingOf(file.name), allowed)) return false;
    const borrowed = await this.database.query<{ hash: string }>(
      `INSERT INTO evidence_files (run_id, item_id, evidence, hash, name, type, size, guarded, person_id, at)
        SELECT $1, $2, $3, hash, name, type, size, $6, person_id, $7 FROM evidence_files
          WHERE hash = $4 AND person_id = $5 ORDER BY at DESC LIMIT 1
        ON CONFLICT (run_id, item_id, evidence, hash) DO UPDATE SET at = EXCLUDED.at RETURNING hash`,
      [run, item, evidence, hash, person, isSignInSheet(declared), this.clock.now()],
      'evidence_borrowed',
    );
    return borrowed.length === 1;
  }

  /**
   * Refuses a sign-off on paper whose sheet was not uploaded for this item. @throws Problem 422
   * `evidence.file.missing`
   */
  async insistOnPaper(run: string, item: string, person: string, paper: { file?: string | undefined }): Promise<void> {
    const hash = paper.file;
    if (hash === undefined) return;
    const [there] = await this.database.query<{ hash: string }>(
      'SELECT hash FROM evidence_files WHERE run_id = $1 AND item_id = $2 AND evidence = $3 AND hash = $4',
      [run, item, SIGNED_SHEET, hash],
      'evidence_paper',
    );
    if (there !== undefined) return;
    // One sheet may be signed for several items.
    if (!(await this.borrow({ run, item, evidence: SIGNED_SHEET, hash, person, declared: SHEET })))
      throw new Problem(422, 'evidence.file.missing', {
        path: '/command/paper/file',
        params: { title: SHEET.title },
      });
  }
}

/** What a signed sheet may be: photographed or scanned. */
const SHEET: Extract<Evidence, { type: 'file' }> = {
  type: 'file',
  title: wordsFor('evidence.signed-sheet'),
  required: true,
  order: 0,
  allowed: [...PHOTO_ENDINGS, 'pdf'],
  min: 1,
  max: 1,
  role: 'other',
};

interface Borrowed {
  run: string;
  item: string;
  evidence: string;
  hash: string;
  person: string;
  declared: FileEvidence;
}

/** Held until the transaction ends, so that a content is not cleared away while it is being handed over again. */
export const lockContent = (sql: Sql, hash: string): Promise<unknown> =>
  sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('evidence ' || $1, 0))`, [hash]);

/** The declaration a file is uploaded for. @throws Problem */
function askedFor({ item, template, evidence }: Upload): FileEvidence {
  const step = template.steps[item.step];
  const declared = step !== undefined && Object.hasOwn(step.evidence, evidence) ? step.evidence[evidence] : undefined;
  const asked = evidence === SIGNED_SHEET ? SHEET : declared;
  if (step === undefined || asked === undefined || (asked.type !== 'file' && asked.type !== 'photo')) {
    throw wrong('not-asked');
  }
  if (step.sensitive) throw wrong('sensitive', { title: asked.title });
  // Accepted items may still be corrected, with a file for the new value.
  if (!['open', 'returned', 'submitted', 'done'].includes(item.status)) throw wrong('over');
  return asked;
}

/** The last part of a path, without what no file system and no header can carry. @throws Problem */
function cleanName(given: string): string {
  const name = (given.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  if (name === '') throw wrong('name');
  return name;
}

const wrong = (code: string, params: Problem['params'] = {}, status = 422): Problem =>
  new Problem(status, `evidence.file.${code}`, { path: '/body', params });

/** Values on their way in, and what the item held before. */
export interface NamedFiles {
  template: Template;
  held: Values;
  values: Values;
}

/** Files that values name and the item does not hold yet. What has the wrong shape is left to the door. */
function filesIn(
  item: string,
  { template, held, values }: NamedFiles,
): { evidence: string; hash: string; declared: FileEvidence }[] {
  // `step` or `step.occurrence`: the item itself may be younger than the copy of the run at hand.
  const declared = Object.entries(template.steps[item.split('.', 1)[0] ?? '']?.evidence ?? {});
  return declared.flatMap(([evidence, asked]) => {
    if (asked.type !== 'file' && asked.type !== 'photo') return [];
    const value = Object.hasOwn(values, evidence) ? values[evidence] : undefined;
    if (!Array.isArray(value)) return [];
    const before = new Set<unknown>(Array.isArray(held[evidence]) ? (held[evidence] as unknown[]) : []);
    return (value as unknown[]).flatMap((hash) =>
      typeof hash === 'string' && !before.has(hash) ? [{ evidence, hash, declared: asked }] : [],
    );
  });
}
