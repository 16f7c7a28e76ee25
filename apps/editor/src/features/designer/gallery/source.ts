/** What the dialog asked for, as the engine takes it. */
import type { BodyOf, Design, designRoutes, Organisation } from '@gangmu/contract';
import { type Finding, say } from '@gangmu/core';
import { currentLanguage } from '../../../platform/language.js';
import { newId } from '../session/names.js';
import type { Beginning } from './beginning.js';
import type { ReadFile } from './read-design-file.js';
import { templateFromTable } from './template-from-table.js';

type Source = BodyOf<typeof designRoutes.create>['source'];
export interface SourceFields {
  title?: string;
  unit: string;
  start?: string;
  end?: string;
  shipped?: string;
  design?: string;
}
type Said = Finding & { text: string };

/** Why a file cannot be used: the key of its words. */
export class UnreadableFile extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

const fresh = (): string => newId(() => false, 'design');

/** @throws UnreadableFile where no design can be made of the file */
export function makeSource(
  from: Beginning['from'],
  fields: SourceFields,
  given: { design: Design | null; file: ReadFile | null; categories?: Organisation['categories'] },
): { source: Source; findings: Said[] } {
  const title = fields.title?.trim() ?? '';
  const named = title === '' ? {} : { title: { zh: title } };
  const { start = '', end = '' } = fields;
  const hash = given.design?.published?.hash ?? '';
  switch (from) {
    case 'empty':
      return { source: { from, id: fresh(), title: { zh: title }, start, end }, findings: [] };
    case 'shipped':
      return { source: { from, name: fields.shipped ?? '', ...named }, findings: [] };
    case 'template':
      return { source: { from, hash, ...named }, findings: [] };
    case 'last-year':
      return { source: { from, hash, start, ...named }, findings: [] };
    case 'file':
      return ofFile(given.file, { title, start, end, categories: given.categories ?? [] });
  }
}

function ofFile(
  file: ReadFile | null,
  given: { title: string; start: string; end: string; categories: Organisation['categories'] },
): { source: Source; findings: Said[] } {
  if (file === null) throw new UnreadableFile('designs.file.unreadable');
  if (file.kind === 'adaptation') throw new UnreadableFile('designs.file.adaptation');
  if (file.kind === 'json') return { source: { from: 'json', document: file.document }, findings: [] };
  if (file.kind === 'bpmn')
    return { source: { from: 'bpmn', xml: file.xml, start: given.start, end: given.end }, findings: [] };
  const made = templateFromTable(file.rows, { id: fresh(), ...given });
  if (made === null) throw new UnreadableFile('designs.file.unreadable');
  const language = currentLanguage();
  return {
    source: { from: 'json', document: { ...made.template } },
    findings: [...file.findings, ...made.findings].map((finding) => ({
      ...finding,
      text: say(language, finding.code, finding.params),
    })),
  };
}
