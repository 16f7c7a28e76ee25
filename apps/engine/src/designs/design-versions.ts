import { createHash } from 'node:crypto';
import { contentText, type Decision, type Difference, type Template, type Tightening } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../units/sql.js';
import { recordDesign } from './design-record.js';
import type { DesignRow } from './design-rows.js';

/** What becomes a version. */
export interface Publication {
  template: Template;
  base: string | null;
  difference: Difference | null;
  tightenings: readonly Tightening[];
  decisions: readonly Decision[];
  origin: 'published' | 'taken-over';
  reason: string;
  document: string | null;
}

/** Writes versions; they never change. */
@Injectable()
export class DesignVersions {
  /**
   * Writes a version inside the caller's transaction, which holds the design; answers its number and content.
   *
   * @param texts texts of steps that are known already, where many versions share theirs
   */
  async write(
    sql: Transaction,
    row: Pick<DesignRow, 'id' | 'applies'>,
    publication: Publication,
    by: { person: string | null; at: number },
    texts?: WeakMap<object, string>,
  ): Promise<{ number: number; hash: string }> {
    const { template, base, difference, tightenings, decisions, origin, reason, document } = publication;
    const text = contentText(template, texts);
    const hash = createHash('sha256').update(text).digest('hex');
    await sql.query(
      `INSERT INTO templates (hash, template_id, title, body, document, reason, published_by, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (hash) DO NOTHING`,
      [hash, template.id, JSON.stringify(template.title), bodyOf(template, text), document, reason, by.person, by.at],
    );
    const { rows } = await sql.query<{ number: number }>(
      `UPDATE designs SET number = number + 1, revision = revision + 1, decisions = '[]', title = $2 WHERE id = $1 RETURNING number`,
      [row.id, JSON.stringify(template.title)],
    );
    const { number } = rows[0]!;
    await sql.query(
      `INSERT INTO design_versions (design_id, number, hash, base, difference, layout, applies, decisions, tightenings, origin,
          reason, document, person_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        row.id,
        number,
        hash,
        base,
        difference === null ? null : JSON.stringify(difference),
        template.layout === undefined ? null : JSON.stringify(template.layout),
        row.applies,
        JSON.stringify(decisions),
        JSON.stringify(tightenings),
        origin,
        reason,
        document,
        by.person,
        by.at,
      ],
    );
    await sql.query('DELETE FROM design_updates WHERE design_id = $1', [row.id]);
    await recordDesign(sql, row.id, by, {
      type: 'DesignPublished',
      number,
      hash,
      base,
      origin,
      reason,
      document,
      decisions: [...decisions],
    });
    return { number, hash };
  }
}

/** As it is stored: what it says, and where the cards stand. */
const bodyOf = ({ layout }: Template, text: string): string =>
  layout === undefined ? text : `${text.slice(0, -1)},"layout":${JSON.stringify(layout)}}`;
