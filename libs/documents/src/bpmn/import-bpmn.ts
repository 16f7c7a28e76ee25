/**
 * BPMN 2.0 as a template. Our own files come back as they were, with whatever another tool changed of what BPMN
 * carries; of foreign ones everything that is not cyclic is taken, and everything else is named.
 */
import { type Finding, parseTemplate } from '@gangmu/core';
import type { ModdleElement, ParseWarning } from 'bpmn-moddle';
import type { ImportBpmnOptions, ImportedBpmn, Note } from './imported.js';
import { findCycle, flowGraph } from './flow-graph.js';
import { listIn, moddle } from './moddle.js';
import { refuseXml } from './read-xml.js';
import { restoreLayout } from './restore-layout.js';
import { templateFrom } from './template-from.js';

const error = (code: string, params: Finding['params'] = {}): Finding => ({
  code,
  severity: 'error',
  path: '',
  params,
});
const nameOf = (element: ModdleElement): string => element.name?.trim() || element.id || element.$type;

/** At most this many findings of one kind: a list nobody can read helps nobody. */
const MAX_OF_A_KIND = 50;

/** Reads BPMN 2.0 XML; never throws. Refused are files that are none, hostile ones, and those with cycles. */
export async function importBpmn(xml: string, options: ImportBpmnOptions): Promise<ImportedBpmn> {
  const refusal = refuseXml(xml);
  if (refusal) return { ok: false, findings: [refusal] };
  let definitions: ModdleElement;
  let warnings: ParseWarning[];
  try {
    ({ rootElement: definitions, warnings } = await moddle().fromXML(xml, 'bpmn:Definitions', { lax: true }));
  } catch (cause) {
    const line = lineOf(cause);
    return { ok: false, findings: [line === undefined ? error('bpmn.no-bpmn') : error('bpmn.unreadable', { line })] };
  }
  const found: Finding[] = [];
  const note = (code: string, params: Finding['params'] = {}, severity: Finding['severity'] = 'warning'): void => {
    found.push({ code, severity, path: '', params });
  };

  const process = chooseProcess(definitions, note);
  if (!process) return { ok: false, findings: [error('bpmn.no-process')] };
  const graph = flowGraph(process);
  const cycle = findCycle(graph);
  if (cycle) {
    const names = cycle.flatMap(({ element }) => (element ? nameOf(element) : []));
    return { ok: false, findings: [error('bpmn.cycle', { steps: names.slice(0, 20) })] };
  }
  if (![...graph.nodes.values()].some(({ role }) => role === 'step'))
    return { ok: false, findings: [error('bpmn.no-steps')] };
  for (const { code, element } of graph.lost) note(code, { name: nameOf(element) });
  for (const warning of warnings) noteWarning(warning, note);

  const { own, document } = templateFrom(definitions, process, graph, options, note);
  const parsed = parseTemplate(document);
  if (!parsed.ok) return { ok: false, findings: parsed.findings };
  const template = restoreLayout(parsed.template, definitions);
  return { ok: true, template, own, ...(parsed.madeFrom && { madeFrom: parsed.madeFrom }), findings: few(found) };
}

/** The process with the most in it; the others are named. */
function chooseProcess(definitions: ModdleElement, note: Note): ModdleElement | undefined {
  const roots = listIn(definitions, 'rootElements');
  const processes = roots
    .filter(({ $type }) => $type === 'bpmn:Process')
    .toSorted((a, b) => listIn(b, 'flowElements').length - listIn(a, 'flowElements').length);
  const [chosen, ...others] = processes;
  for (const other of others)
    if (listIn(other, 'flowElements').length > 0) note('bpmn.other-process', { name: nameOf(other) });
  const messages = roots.flatMap((root) => (root.$type === 'bpmn:Collaboration' ? listIn(root, 'messageFlows') : []));
  if (messages.length > 0) note('bpmn.message-flows', { count: messages.length });
  return chosen;
}

function noteWarning(warning: ParseWarning, note: Note): void {
  const { property, element } = warning;
  // A picture that shows something that is not there is no loss.
  if (element?.$type.startsWith('bpmndi:')) return;
  if (property !== undefined && element) {
    note('bpmn.broken-reference', { name: nameOf(element), value: warning.value ?? '' });
    return;
  }
  const line = lineOf(warning) ?? 1;
  const id = /(?:illegal|duplicate) ID <(.*)>/.exec(warning.message)?.[1];
  if (id === undefined) note('bpmn.unknown-content', { line });
  else note('bpmn.unsound-id', { id, line });
}

/** Where the parser was; it counts from 0, people from 1. */
function lineOf(cause: unknown): number | undefined {
  const line = /line: (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  return line === undefined ? undefined : Number(line) + 1;
}

function few(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  const kept: Finding[] = [];
  for (const finding of findings) {
    const count = (counts.get(finding.code) ?? 0) + 1;
    counts.set(finding.code, count);
    if (count <= MAX_OF_A_KIND) kept.push(finding);
  }
  for (const [code, count] of counts)
    if (count > MAX_OF_A_KIND)
      kept.push({
        code: 'bpmn.more-of-these',
        severity: 'warning',
        path: '',
        params: { count: count - MAX_OF_A_KIND, kind: code },
      });
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return kept.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}
