import type { AnswerOf, templateRoutes } from '@gangmu/contract';
import { contentHash, type Finding, lintTemplate, parseTemplate, say, type Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Calendars } from '../calendars/calendars.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { pageOf, readCursor } from '../platform/http/cursor.js';
import { Problem } from '../platform/http/problem.js';
import { TemplateEntity } from './template.entity.js';

/** Published templates: immutable, found by their content hash. */
@Injectable()
export class Templates {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    @InjectRepository(TemplateEntity) private readonly published: Repository<TemplateEntity>,
  ) {}

  /** What the linter finds; a document that is no template at all gives its own findings. */
  async check(document: unknown): Promise<{ template?: Template; findings: Finding[] }> {
    const parsed = parseTemplate(document);
    if (!parsed.ok) return { findings: parsed.findings };
    const calendar = await this.calendars.of(parsed.template);
    return { template: parsed.template, findings: lintTemplate(parsed.template, { calendar }) };
  }

  /** Publishes; publishing the same content again changes nothing. @throws Problem 422 with every error found */
  async publish(
    document: unknown,
    by: string | null,
    why: { reason?: string | undefined; document?: string | undefined } = {},
  ): Promise<{ hash: string; warnings: Finding[] }> {
    const { template, findings } = await this.check(document);
    const errors = findings.filter((finding) => finding.severity === 'error');
    if (template === undefined || errors.length > 0) {
      const problems = errors
        .slice(0, 100)
        .map(({ code, path, params }) => ({ code, path: `/template${path}`, params }));
      throw new Problem(422, 'template-refused', {
        path: problems[0]?.path ?? '/template',
        params: { errors: errors.length },
        problems,
      });
    }
    const hash = contentHash(template);
    await this.database.query(
      `INSERT INTO templates (hash, template_id, title, body, document, reason, published_by, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (hash) DO NOTHING`,
      [
        hash,
        template.id,
        JSON.stringify(template.title),
        JSON.stringify(template),
        why.document ?? null,
        why.reason ?? null,
        by,
        this.clock.now(),
      ],
    );
    return { hash, warnings: findings };
  }

  /** @param visible condition on `templates` t, its parameters appended to the values it is given */
  async list(
    query: { cursor?: string | undefined; limit: number },
    visible: (values: unknown[]) => string,
  ): Promise<AnswerOf<typeof templateRoutes.list>> {
    const after = readCursor(query.cursor, ['number', 'string']);
    const values: unknown[] = [after?.[0] ?? null, after?.[1] ?? null, query.limit + 1];
    const rows = await this.database.query<{
      hash: string;
      template_id: string;
      title: { zh: string; en?: string };
      published_at: number;
      document: string | null;
    }>(
      // A quick request's one-step template is nobody's to read but those it was sent to.
      `SELECT hash, template_id, title, published_at, document FROM templates t
        WHERE ($1::bigint IS NULL OR (published_at, hash) < ($1, $2))
          AND NOT EXISTS (SELECT FROM campaigns c WHERE c.template_hash = t.hash AND c.kind = 'quick-request')
          AND ${visible(values)}
        ORDER BY published_at DESC, hash DESC LIMIT $3`,
      values,
    );
    return pageOf(
      rows,
      query.limit,
      (row) => [row.published_at, row.hash],
      (row) => ({
        hash: row.hash,
        id: row.template_id,
        title: row.title,
        publishedAt: row.published_at,
        document: row.document,
      }),
    );
  }

  async get(hash: string): Promise<Record<string, unknown> | undefined> {
    return (await this.published.findOne({ where: { hash }, select: { hash: true, body: true } }))?.body;
  }
}

/** Findings with the words a reader needs. */
export const inWords = (
  findings: readonly Finding[],
  lang: 'zh' | 'en',
): AnswerOf<typeof templateRoutes.check>['findings'] =>
  findings.map(({ code, severity, path, params }) => ({ code, severity, path, params, text: say(lang, code, params) }));
