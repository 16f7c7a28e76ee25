/** What a file would make of the plan that is open; nothing is done before somebody has seen it. */
import {
  adaptTemplate,
  compare,
  type Finding,
  keptOf,
  keptSentences,
  parseTemplate,
  type Template,
} from '@gangmu/core';
import type { Language } from '../../../platform/language.js';
import type { ReadFile } from '../gallery/read-design-file.js';
import { UnreadableFile } from '../gallery/source.js';
import { refusedChange } from '../session/refused-change.js';
import { editsBetween, NOTHING } from '../session/session.js';
import { type Preview, previewRows } from '../table/edited-rows.js';
import type { Above } from '../table/table-model.js';

type Read = { template: Template; kept?: readonly string[]; findings: Finding[] } | { findings: Finding[] };

async function templateIn(
  file: Exclude<ReadFile, { kind: 'table' }>,
  now: Template,
  base: Template | null,
): Promise<Read> {
  if (file.kind === 'bpmn') {
    const { importBpmn } = await import('@gangmu/documents');
    return await importBpmn(file.xml, { window: now.window });
  }
  if (file.kind === 'json') {
    const parsed = parseTemplate(file.document);
    return parsed.ok ? { template: parsed.template, findings: [] } : parsed;
  }
  if (base === null) throw new UnreadableFile('designs.file.adaptation');
  const adapted = adaptTemplate(base, file.adaptation);
  return adapted.ok ? { template: adapted.template, kept: keptOf(base, adapted.difference), findings: [] } : adapted;
}

/**
 * A design, an adaptation or a drawing takes the place of what is there, as one step that can be undone; rows of a
 * table edit it. What the level above does not leave open is refused.
 *
 * @throws UnreadableFile for an adaptation where nothing is above
 */
export async function broughtIn(file: ReadFile, now: Template, above: Above, lang: Language): Promise<Preview> {
  if (file.kind === 'table') {
    const preview = previewRows(now, above, file.rows, { lang, whole: true });
    return { ...preview, findings: [...file.findings, ...preview.findings] };
  }
  const read = await templateIn(file, now, above.base);
  if (!('template' in read)) return { operations: [], sentences: [], findings: read.findings, after: now };
  // It stays the same plan: what was published of it, and what adapts it, goes by its id.
  const after = { ...read.template, id: now.id };
  const refusal = above.base === null ? null : refusedChange(above.base, now, after, above.grants);
  if (refusal !== null)
    return {
      operations: [],
      sentences: [],
      findings: [...read.findings, { ...refusal, severity: 'error' }],
      after: now,
    };
  const { kept = [] } = read;
  const sentences = [...compare(now, after), ...keptSentences(after, kept)];
  const edits = editsBetween(now, after);
  return {
    operations: sentences.length === 0 ? [] : [edits.length === 0 ? NOTHING : { op: 'apply-fix', edits }],
    sentences,
    findings: read.findings,
    after,
    ...(read.kept === undefined ? {} : { kept }),
  };
}
