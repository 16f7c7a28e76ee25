/** Published versions as files. */
import type { QueryOf, designRoutes } from '@gangmu/contract';
import type { MadeFrom, Template } from '@gangmu/core';
import { type AttachmentOptions, exportAttachment, exportBpmn, exportWorkbook } from '@gangmu/documents';
import { Problem } from '../platform/http/problem.js';
import type { StoredVersion } from './design-store.js';

export type FileKind = QueryOf<typeof designRoutes.exportVersion>['as'];
export interface MadeFile {
  type: string;
  ending: string;
  bytes: Buffer;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

interface Content {
  template: Template;
  /** How tables are written: what the level above allows there, and by which working days dates are said. */
  table: AttachmentOptions;
}

/** Said in a file, so that what comes back changed can be merged with what changed here since. */
const madeFrom = ({ hash, number }: StoredVersion): MadeFrom => ({ hash, number });

const json = (document: unknown): Buffer => Buffer.from(`${JSON.stringify(document, null, 2)}\n`);

/** What versions are handed out as; one line each. */
const KINDS: Record<
  FileKind,
  {
    type: string;
    ending: string;
    make: (content: Content, version: StoredVersion) => Buffer | Promise<Uint8Array | string>;
  }
> = {
  template: {
    type: 'application/json',
    ending: 'json',
    make: ({ template }, version) => json({ ...template, madeFrom: madeFrom(version) }),
  },
  adaptation: { type: 'application/json', ending: 'json', make: (_, version) => json(adaptationOf(version)) },
  bpmn: {
    type: 'application/xml',
    ending: 'bpmn',
    make: ({ template }, version) => exportBpmn(template, madeFrom(version)),
  },
  xlsx: {
    type: `${OFFICE}.spreadsheetml.sheet`,
    ending: 'xlsx',
    make: ({ template, table }) => exportWorkbook(template, table),
  },
  docx: {
    type: `${OFFICE}.wordprocessingml.document`,
    ending: 'docx',
    make: ({ template, table }) => exportAttachment(template, table),
  },
};

/** What a version changes of its base, as a file of its own. @throws Problem 422 for a root design */
function adaptationOf({ base, applies, difference }: StoredVersion): object {
  if (base === null) throw new Problem(422, 'design-adaptation-only', { path: '/query/as' });
  return { format: 'gangmu-adaptation/1', base, applies, difference };
}

/** @throws Problem 422 for what this version cannot be written as */
export async function fileOf(as: FileKind, version: StoredVersion, content: Content): Promise<MadeFile> {
  const { type, ending, make } = KINDS[as];
  return { type, ending, bytes: Buffer.from(await make(content, version)) };
}
