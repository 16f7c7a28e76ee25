/** A file somebody brings along: a design, an adaptation, a drawing of another program, a table of tasks. */
import { type Adaptation, adaptationFileSchema, type EditedRow, type Finding } from '@gangmu/core';
import { UnreadableFile } from './source.js';

export type ReadFile =
  | { kind: 'json'; name: string; document: Record<string, unknown> }
  | { kind: 'adaptation'; name: string; adaptation: Adaptation }
  | { kind: 'bpmn'; name: string; xml: string }
  | { kind: 'table'; name: string; rows: EditedRow[]; findings: Finding[] };

const MOST = 20_000_000;

/** @throws UnreadableFile with the key of the words that say why */
export async function readDesignFile(file: File): Promise<ReadFile> {
  const { name } = file;
  if (file.size > MOST) throw new UnreadableFile('designs.file.large');
  if (/\.xlsx$/i.test(name)) {
    const { readWorkbook } = await import('@gangmu/documents');
    const read = await readWorkbook(new Uint8Array(await file.arrayBuffer()));
    if (!read.ok) throw new UnreadableFile('designs.file.no-table');
    return { kind: 'table', name, rows: read.rows, findings: read.findings };
  }
  if (/\.(?:bpmn|xml)$/i.test(name)) {
    const { decodeXml } = await import('@gangmu/documents');
    const xml = decodeXml(new Uint8Array(await file.arrayBuffer()));
    if (xml === null) throw new UnreadableFile('designs.file.unreadable');
    return { kind: 'bpmn', name, xml };
  }
  let document: unknown;
  try {
    document = JSON.parse(await file.text());
  } catch {
    throw new UnreadableFile('designs.file.unreadable');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new UnreadableFile('designs.file.unreadable');
  const format: unknown = (document as { format?: unknown }).format;
  if (typeof format === 'string' && format.startsWith('gangmu-adaptation')) {
    const read = adaptationFileSchema.safeParse(document);
    if (!read.success) throw new UnreadableFile('designs.file.unreadable');
    const { $schema: _schema, ...adaptation } = read.data;
    return { kind: 'adaptation', name, adaptation };
  }
  return { kind: 'json', name, document: document as Record<string, unknown> };
}
