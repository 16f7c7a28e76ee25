/** A file as proposals for the plan that is open: merged where it is known which version it was made from. */
import {
  adaptTemplate,
  bringIn,
  contentHash,
  type Finding,
  keptOf,
  type MadeFrom,
  type Operation,
  parseTemplate,
  type Template,
} from '@gangmu/core';
import type { Language } from '../../../platform/language.js';
import type { ReadFile } from '../gallery/read-design-file.js';
import { UnreadableFile } from '../gallery/source.js';
import { editsBetween } from '../session/session.js';
import { previewRows, type WhereRows } from '../table/edited-rows.js';
import type { Above } from '../table/table-model.js';
import { lockedOf, type Preview } from './preview.js';

interface Read {
  template: Template;
  /** What it is held against, if it says so and that is there. */
  base?: Template | undefined;
  version?: MadeFrom | undefined;
  kept?: readonly string[];
  findings: Finding[];
}

/** A published template by its hash; null where there is none, or none one may see. */
export type VersionOf = (hash: string) => Promise<Template | null>;

interface Plan extends Above {
  template: Template;
  kept: readonly string[];
}

async function drawingIn(xml: string, now: Template): Promise<Read | { findings: Finding[] }> {
  const { drawnOver, importBpmn } = await import('@gangmu/documents');
  const read = await importBpmn(xml, { window: now.window });
  if (!read.ok) return read;
  const { own, template, madeFrom: version, findings } = read;
  return { template: own ? template : drawnOver(now, template), version, findings };
}

async function adaptationIn(
  { adaptation }: Extract<ReadFile, { kind: 'adaptation' }>,
  above: Template | null,
  versionOf: VersionOf,
): Promise<Read | { findings: Finding[] }> {
  if (above === null) throw new UnreadableFile('designs.file.adaptation');
  // What it was made on may have been published anew since: its changes are merged onto what is above now.
  const base = adaptation.base === contentHash(above) ? above : ((await versionOf(adaptation.base)) ?? above);
  const adapted = adaptTemplate(base, adaptation);
  if (!adapted.ok) return adapted;
  return { template: adapted.template, base, kept: keptOf(base, adapted.difference), findings: [] };
}

async function templateIn(
  file: Exclude<ReadFile, { kind: 'table' }>,
  { template, base }: Plan,
  versionOf: VersionOf,
): Promise<Read | { findings: Finding[] }> {
  if (file.kind === 'adaptation') return await adaptationIn(file, base, versionOf);
  if (file.kind === 'bpmn') return await drawingIn(file.xml, template);
  const parsed = parseTemplate(file.document);
  return parsed.ok ? { template: parsed.template, version: parsed.madeFrom, findings: [] } : parsed;
}

/**
 * What a file proposes. Whatever is taken of it is one step that can be undone.
 *
 * @throws UnreadableFile for an adaptation where nothing is above
 */
export async function fileBrought(file: ReadFile, plan: Plan, versionOf: VersionOf, lang: Language): Promise<Preview> {
  const { template: now, base: above } = plan;
  if (file.kind === 'table') return rowsBrought(plan, file, lang);
  const from = { kind: file.kind === 'adaptation' ? ('adaptation' as const) : ('file' as const), version: null };
  const read = await templateIn(file, plan, versionOf);
  if (!('template' in read)) return { brought: null, locked: new Map(), findings: read.findings, from, whole: null };
  const { template, version, findings } = read;
  // A version of another plan says nothing about what changed in this one.
  const known = version === undefined || template.id !== now.id ? null : await versionOf(version.hash);
  const base = read.base ?? known ?? undefined;
  const kept = (read.kept ?? []).filter((path) => !plan.kept.includes(path));
  const brought = bringIn(now, template, { base, kept });
  return {
    brought,
    locked: lockedOf(brought, plan),
    findings,
    from: { ...from, version: known === null ? null : (version ?? null) },
    whole: above === null && brought.proposals.length > 0 ? inPlaceOf(now, template) : null,
  };
}

/** It stays the same plan: what was published of it, and what adapts it, goes by its id. */
const inPlaceOf = (now: Template, template: Template): Operation => ({
  op: 'apply-fix',
  edits: editsBetween(now, { ...template, id: now.id }),
});

/** What edited rows of the table propose. What of them is locked is named among the findings, with its line. */
export function rowsBrought(
  { template, ...above }: Plan,
  { rows, findings }: Pick<Extract<ReadFile, { kind: 'table' }>, 'rows' | 'findings'>,
  lang: Language,
  where: WhereRows = { whole: true },
): Preview {
  const read = previewRows(template, above, rows, { lang, ...where });
  const brought = bringIn(template, read.after);
  return {
    brought,
    locked: lockedOf(brought, above),
    findings: [...findings, ...read.findings],
    from: { kind: 'rows', version: null },
    whole: null,
  };
}
