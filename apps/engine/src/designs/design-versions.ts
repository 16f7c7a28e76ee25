import { createHash } from 'node:crypto';
import { contentText, type Difference, type Template, type Tightening } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../units/sql.js';
import { type Taken, withoutQuestion } from './design-decided.js';
import { recordDesigns } from './design-record.js';
import type { DesignRow } from './design-rows.js';

/** What becomes a version. */
export interface Publication {
  design: Pick<DesignRow, 'id' | 'applies'>;
  template: Template;
  base: string | null;
  difference: Difference | null;
  tightenings: readonly Tightening[];
  decisions: readonly Taken[];
  origin: 'published' | 'taken-over';
  reason: string;
  document: string | null;
}

/** Its number, and the hash of what it comes to. */
export interface Written {
  number: number;
  hash: string;
}

/** Writes versions; they never change. */
@Injectable()
export class DesignVersions {
  /**
   * Writes versions of different designs inside the caller's transaction, which holds the designs: as many statements for
   * a hundred as for one. Answers them in the same order.
   *
   * @param texts texts of steps that are known already, where many versions share theirs
   */
  async write(
    sql: Transaction,
    publications: readonly Publication[],
    by: { person: string | null; at: number },
    texts?: WeakMap<object, string>,
  ): Promise<Written[]> {
    const contents = publications.map((publication) => {
      const text = contentText(publication.template, texts);
      return { ...publication, text, hash: createHash('sha256').update(text).digest('hex') };
    });
    await keepTemplates(sql, contents, by);
    const ids = contents.map(({ design }) => design.id);
    const { rows } = await sql.query<{ id: string; number: number }>(
      `UPDATE designs d SET number = d.number + 1, revision = d.revision + 1, decisions = '[]', title = x.title
        FROM unnest($1::text[], $2::jsonb[]) AS x(id, title) WHERE d.id = x.id RETURNING d.id, d.number`,
      [ids, contents.map(({ template }) => JSON.stringify(template.title))],
    );
    const numbers = new Map(rows.map(({ id, number }) => [id, number]));
    const versions = contents.map(({ text: _text, template, design, ...version }) => ({
      ...version,
      design: design.id,
      number: numbers.get(design.id)!,
      layout: template.layout,
      applies: design.applies,
    }));
    await sql.query(
      `INSERT INTO design_versions (design_id, number, hash, base, difference, layout, applies, decisions, tightenings, origin,
          reason, document, person_id, at)
        SELECT design, number, hash, base, difference, layout, applies, decisions, tightenings, origin, reason, document, $2, $3
          FROM jsonb_to_recordset($1) AS x(design text, number integer, hash text, base text, difference jsonb, layout jsonb,
            applies text, decisions jsonb, tightenings jsonb, origin text, reason text, document text)`,
      [JSON.stringify(versions), by.person, by.at],
    );
    await sql.query(
      `WITH updates AS (DELETE FROM design_updates WHERE design_id = ANY ($1))
        DELETE FROM design_rechecks WHERE design_id = ANY ($1)`,
      [ids],
    );
    await recordDesigns(
      sql,
      by,
      versions.map(({ design, number, hash, base, origin, reason, document, decisions }) => ({
        design,
        events: [
          {
            type: 'DesignPublished',
            number,
            hash,
            base,
            origin,
            reason,
            document,
            decisions: decisions.map(withoutQuestion),
          },
        ],
      })),
    );
    return versions.map(({ number, hash }) => ({ number, hash }));
  }
}

/** Templates by what they say; one that is there already stays as it is. */
async function keepTemplates(
  sql: Transaction,
  contents: readonly (Publication & { text: string; hash: string })[],
  by: { person: string | null; at: number },
): Promise<void> {
  const values: unknown[] = [];
  const rows = contents
    // In one order, so that two who keep the same ones cannot wait for each other in a circle.
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ hash, template, text, document, reason }) => {
      const row = [hash, template.id, JSON.stringify(template.title), bodyOf(template, text), document, reason];
      return `(${[...row, by.person, by.at].map((value) => `$${values.push(value)}`).join(', ')})`;
    });
  // As values: a text of a hundred kilobytes would have to be escaped to stand in an array.
  await sql.query(
    `INSERT INTO templates (hash, template_id, title, body, document, reason, published_by, published_at)
      VALUES ${rows.join(', ')} ON CONFLICT (hash) DO NOTHING`,
    values,
  );
}

/** As it is stored: what it says, and where the cards stand. */
const bodyOf = ({ layout }: Template, text: string): string =>
  layout === undefined ? text : `${text.slice(0, -1)},"layout":${JSON.stringify(layout)}}`;
