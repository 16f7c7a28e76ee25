/** Where a new design begins. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BodyOf, designRoutes, Organisation } from '@gangmu/contract';
import { asRoot, type Finding, parseTemplateText, reuse, type Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { importBpmn } from '@gangmu/documents';
import { notFound } from '../platform/http/problem.js';
import { read, refuseWith } from './design-rules.js';

type Source = BodyOf<typeof designRoutes.create>['source'];
type SourceOf<From extends Source['from']> = Extract<Source, { from: From }>;

/** The same distance from the source and from the build. */
const SHIPPED = fileURLToPath(new URL('../../../../workflows', import.meta.url));

const NOUN = { zh: '专项工作', en: 'Programme' };

/** The template a design begins with, and what about it needs a decision. @throws Problem 404, 422 */
@Injectable()
export class DesignSources {
  async begin(
    source: Source,
    readHash: (hash: string) => Promise<Template>,
    organisation: Pick<Organisation, 'categories'>,
  ): Promise<{ template: Template; findings: Finding[] }> {
    switch (source.from) {
      case 'empty':
        return { template: withCategories(emptyTemplate(source), organisation), findings: [] };
      case 'json':
        return { template: asRoot(read(source.document, '/source/document')), findings: [] };
      case 'template':
        return { template: titled(asRoot(await readHash(source.hash)), source.title), findings: [] };
      case 'shipped':
        return { template: titled(await this.shipped(source.name), source.title), findings: [] };
      case 'last-year':
        return lastYears(asRoot(await readHash(source.hash)), source);
      case 'bpmn':
        return fromBpmn(source, organisation);
    }
  }

  /** Templates that come with Gangmu, by the names of their folders. */
  async allShipped(): Promise<{ name: string; template: Template }[]> {
    const folders = await readdir(SHIPPED, { withFileTypes: true }).catch(() => []);
    const found: { name: string; template: Template }[] = [];
    for (const { name } of folders.filter((each) => each.isDirectory())) {
      const text = await readFile(`${SHIPPED}/${name}/template.json`, 'utf8').catch(() => undefined);
      const parsed = text === undefined ? undefined : parseTemplateText(text);
      if (parsed?.ok === true) found.push({ name, template: parsed.template });
    }
    return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  private async shipped(name: string): Promise<Template> {
    const found = (await this.allShipped()).find((each) => each.name === name);
    if (found === undefined) throw notFound('template');
    return found.template;
  }
}

const titled = (template: Template, title: Template['title'] | undefined): Template =>
  title === undefined ? template : { ...template, title };

/** What names no categories takes those that units are of: conditions and policies can name only these. */
const withCategories = (template: Template, { categories }: Pick<Organisation, 'categories'>): Template =>
  Object.keys(template.categories).length > 0
    ? template
    : { ...template, categories: Object.fromEntries(categories.map(({ id, title }) => [id, { title }])) };

/** One phase, because a step needs one; everything else is drawn. */
const emptyTemplate = ({ id, title, noun, start, end }: SourceOf<'empty'>): Template =>
  read(
    {
      format: 'gangmu-template/1',
      id,
      title,
      noun: noun ?? NOUN,
      window: { start, end },
      roles: { office: { title: { zh: '承办人', en: 'Handler' } } },
      phases: { 'phase-a': { title: { zh: '第一板块', en: 'First phase' } } },
      steps: {},
    },
    '/source',
  );

/** Dates shifted to the new start; what was only true last year is blanked, and everything that needs a decision named. */
function lastYears(
  last: Template,
  { start, title }: SourceOf<'last-year'>,
): { template: Template; findings: Finding[] } {
  const { template, open } = reuse(last, { start });
  return { template: titled(template, title), findings: open };
}

/** A drawing of another program; what could not be taken over is named. @throws Problem 422 */
async function fromBpmn(
  { xml, start, end }: SourceOf<'bpmn'>,
  organisation: Pick<Organisation, 'categories'>,
): Promise<{ template: Template; findings: Finding[] }> {
  const imported = await importBpmn(xml, { window: { start, end } });
  if (!imported.ok) throw refuseWith(422, 'drawing-unreadable', imported.findings, '/source/xml');
  return { template: withCategories(imported.template, organisation), findings: imported.findings };
}
