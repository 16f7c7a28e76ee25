/** Published versions as files. */
import type { QueryOf, designRoutes } from '@gangmu/contract';
import type { Template } from '@gangmu/core';
import { exportAttachment, exportBpmn, exportWorkbook } from '@gangmu/documents';
import { Problem } from '../platform/http/problem.js';
import type { StoredVersion } from './design-store.js';

export type FileKind = QueryOf<typeof designRoutes.exportVersion>['as'];
export interface MadeFile {
  type: string;
  ending: string;
  bytes: Buffer;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const XLSX = `${OFFICE}.spreadsheetml.sheet`;
const DOCX = `${OFFICE}.wordprocessingml.document`;

const json = (document: unknown): MadeFile => ({
  type: 'application/json',
  ending: 'json',
  bytes: Buffer.from(`${JSON.stringify(document, null, 2)}\n`),
});

/** @throws Problem 422 for what this version cannot be written as */
export async function fileOf(
  as: FileKind,
  version: StoredVersion,
  { template, above, lang }: { template: Template; above: Template | undefined; lang: 'zh' | 'en' },
): Promise<MadeFile> {
  switch (as) {
    case 'template':
      return json(template);
    case 'adaptation': {
      const { base, applies, difference } = version;
      if (base === null) throw new Problem(422, 'design-adaptation-only', { path: '/query/as' });
      return json({ format: 'gangmu-adaptation/1', base, applies, difference });
    }
    case 'bpmn':
      return { type: 'application/xml', ending: 'bpmn', bytes: Buffer.from(await exportBpmn(template)) };
    case 'xlsx':
      return { type: XLSX, ending: 'xlsx', bytes: Buffer.from(await exportWorkbook(template, { lang, above })) };
    case 'docx':
      return { type: DOCX, ending: 'docx', bytes: Buffer.from(await exportAttachment(template, { lang, above })) };
  }
}
