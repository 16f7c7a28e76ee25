/** The plan as it stands in the editor, as files: made here, so that a draft nobody has published can be handed round. */
import {
  type Adaptation,
  contentHash,
  differenceOf,
  type MadeFrom,
  phasesInOrder,
  planFor,
  textIn,
  type Template,
} from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import type { Language } from '../../../platform/language.js';
import type { Draft } from '../session/draft-port.js';
import type { Above } from '../table/table-model.js';
import { tableOptions } from '../table/table-model.js';
import { type Drawing, drawPlan } from './plan-drawing.js';

export const FILE_KINDS = ['xlsx', 'docx', 'png', 'svg', 'json', 'adaptation', 'bpmn'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const TYPES: Record<FileKind, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  png: 'image/png',
  svg: 'image/svg+xml',
  json: 'application/json',
  adaptation: 'application/json',
  bpmn: 'application/xml',
};

export const duesOf = (template: Template): Map<string, string> =>
  new Map(
    [...planFor(template, null, { calendar: calendarNamed(template.calendar) }).steps].map(([id, { due }]) => [
      id,
      due,
    ]),
  );

/** Names of files: what no file system takes becomes a dash. */
export const fileName = (template: Template, language: Language, kind: FileKind): string =>
  `${textIn(template.title, language).replaceAll(/[\\/:*?"<>|\s]+/g, '-')}.${kind === 'adaptation' ? 'adaptation.json' : kind}`;

/** What a level changed of the one above, as a file of its own: with the hash of exactly what it was made on. */
export const adaptationOf = (
  base: Template,
  { template, kept }: Draft,
  applies: Adaptation['applies'],
): Adaptation => ({
  format: 'gangmu-adaptation/1',
  base: contentHash(base),
  applies,
  difference: differenceOf(base, template, kept),
});

/** @throws Error where a picture cannot be painted */
export async function fileOf(
  kind: FileKind,
  { template, kept }: Draft,
  above: Above & {
    applies: Adaptation['applies'];
    /** Said in the file, so that it can be merged when it comes back changed. */
    madeFrom?: MadeFrom | undefined;
  },
  language: Language,
): Promise<Blob> {
  const blob = (part: BlobPart): Blob => new Blob([part], { type: TYPES[kind] });
  switch (kind) {
    case 'json':
      return blob(`${JSON.stringify({ ...template, madeFrom: above.madeFrom }, null, 2)}\n`);
    case 'adaptation':
      if (above.base === null) throw new Error('nothing above');
      return blob(`${JSON.stringify(adaptationOf(above.base, { template, kept }, above.applies), null, 2)}\n`);
    case 'svg':
      return blob(drawPlan(template, { language, due: duesOf(template) }).svg);
    case 'png':
      return await paint(drawPlan(template, { language, due: duesOf(template) }));
    default: {
      const { exportAttachment, exportBpmn, exportWorkbook } = await import('@gangmu/documents');
      if (kind === 'bpmn') return blob(await exportBpmn(template, above.madeFrom));
      const make = kind === 'xlsx' ? exportWorkbook : exportAttachment;
      const calendar = calendarNamed(template.calendar);
      return blob(new Uint8Array(await make(template, { ...tableOptions(above, language), calendar })));
    }
  }
}

/** More dots than this on one side, and browsers paint nothing at all. */
const MOST_DOTS = 12_000;

async function paint({ svg, width, height }: Drawing): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, MOST_DOTS / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made === null ? reject(new Error('nothing painted')) : resolve(made)), 'image/png');
  });
}

/** A drawing wider or taller than this can no longer be read on one sheet of A4 across. */
const ONE_SHEET = { width: 2000, height: 1400 };

/** What goes on paper: all on one sheet where it can be read, else a sheet for each phase. */
export function sheetsOf(template: Template, language: Language): Drawing[] {
  const due = duesOf(template);
  const all = drawPlan(template, { language, due });
  if (all.width <= ONE_SHEET.width && all.height <= ONE_SHEET.height) return [all];
  return phasesInOrder(template).map((phase) => drawPlan(template, { language, due, phase }));
}
