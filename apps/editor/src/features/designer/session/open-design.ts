/** Opening a design for editing: who holds the right to save, the draft, what it is made on, what this browser kept. */
import { type Design, designRoutes, type Organisation, ProblemResponse } from '@gangmu/contract';
import { type Finding, type Grant, keptOf, parseTemplate, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { loadCalendars } from '../../../platform/load-calendars.js';
import { recoveryOf } from '../bring-in/recovery.js';
import type { Above } from '../table/table-model.js';
import type { Draft, OtherEditor } from './draft-port.js';
import { editorIn } from './engine-port.js';
import { copiesOf, dropCopy, type LocalCopy } from './local-copy.js';
import type { ReadOnly } from './session.js';
import type { Provenance } from './set-by.js';

export interface OpenedDesign {
  design: Design;
  template: Template;
  revision: number;
  savedAt: number;
  base: Template | null;
  /** Places of the draft that were set on purpose although they equal what is above. */
  marks: readonly string[];
  grants: readonly Grant[];
  /** The day that grants must have begun by for publishing; null where nothing is above. */
  on: string | null;
  /** Who set what above; null where nothing is above. */
  provenance: Provenance | null;
  /** What its unit and all below it are made of; null for who only reads. */
  organisation: Organisation | null;
  readOnly: ReadOnly;
  /** Who is editing, where that is somebody else. */
  holder: OtherEditor | null;
  /** Unsaved work of this person that this browser kept; the latest first. */
  kept: readonly LocalCopy[];
}
/** A draft that cannot be read: nothing of it is lost, and nothing can be drawn of it. */
export interface UnreadableDesign {
  design: Design;
  findings: readonly (Finding & { text: string })[];
}

export async function openDesign(
  id: string,
  lease: string,
  person: string,
  takeOver: boolean,
  signal: AbortSignal,
): Promise<OpenedDesign | UnreadableDesign> {
  const params = { design: id };
  const [design] = await Promise.all([
    client.call(designRoutes.get, { params, query: { lease }, signal }),
    loadCalendars(signal),
  ]);
  let readOnly: ReadOnly = null;
  let holder: OpenedDesign['holder'] = null;
  if (!design.may.design) return await published(design, signal);
  try {
    await client.call(designRoutes.takeLease, { params, body: { lease, takeOver }, signal });
  } catch (error) {
    if (!(error instanceof ProblemResponse) || error.problem.status !== 409) throw error;
    readOnly = 'other-editor';
    holder = editorIn(error.problem.params, person);
  }
  const draft = await client.call(designRoutes.draft, { params, query: { lease }, signal });
  const parsed = draft.readable ? parseTemplate(draft.template) : null;
  if (parsed === null || !parsed.ok)
    return { design, findings: draft.findings as unknown as UnreadableDesign['findings'] };
  const [above, organisation] = await Promise.all([
    design.kind === 'template' ? null : client.call(designRoutes.base, { params, signal }),
    client.call(designRoutes.organisation, { query: { unit: design.unit.id }, signal }),
  ]);
  const baseRead = above === null ? null : parseTemplate(above.template);
  const base = baseRead !== null && baseRead.ok ? baseRead.template : null;
  const marks = base === null ? [] : keptOf(base, draft.difference ?? {});
  const grants = (above?.grants ?? []) as unknown as Grant[];
  const provenance = above === null ? null : above.provenance;
  const kept = await unsavedOf(id, person, { template: parsed.template, kept: marks }, { base, grants, provenance });
  return {
    design,
    template: parsed.template,
    revision: draft.revision,
    savedAt: draft.savedAt,
    base,
    marks,
    grants,
    on: above?.on ?? null,
    provenance,
    organisation,
    readOnly,
    holder,
    kept,
  };
}

/** What of the copies is not in the draft yet; the others have done their service. */
async function unsavedOf(id: string, person: string, now: Draft, above: Above): Promise<LocalCopy[]> {
  const left: LocalCopy[] = [];
  for (const copy of await copiesOf(id, person))
    if (recoveryOf(copy, now, above) === null) await dropCopy(copy);
    else left.push(copy);
  return left;
}

/** Who may not work on it sees what is published. */
async function published(design: Design, signal: AbortSignal): Promise<OpenedDesign | UnreadableDesign> {
  const number = design.published?.number;
  if (number === undefined) return { design, findings: [] };
  const version = await client.call(designRoutes.version, { params: { design: design.id, number }, signal });
  const parsed = parseTemplate(version.template);
  if (!parsed.ok) return { design, findings: [] };
  return {
    design,
    template: parsed.template,
    revision: 0,
    savedAt: version.at,
    base: null,
    marks: [],
    grants: [],
    on: null,
    provenance: null,
    organisation: null,
    readOnly: 'no-right',
    holder: null,
    kept: [],
  };
}
