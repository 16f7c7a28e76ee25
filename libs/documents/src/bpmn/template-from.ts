/** From the graph of a process to a template, still unchecked: ids, texts, phases, steps and edges. */
import { stepKind, stepSchema, templateFileSchema } from '@gangmu/core';
import type { ModdleElement } from 'bpmn-moddle';
import { ownId, typeOfKind } from './carried.js';
import type { FlowGraph, FlowNode } from './flow-graph.js';
import type { ImportBpmnOptions, Note } from './imported.js';
import { Ids } from './ids.js';
import { sayOfForeign, sayOfTask } from './losses.js';
import { elementIn, type Fields, fieldsOf, known, listIn, textIn } from './moddle.js';
import { phasesFrom, rolesFrom } from './phases-from.js';
import { documentationOf, textOf } from './texts.js';
import { nodesAfterChoice, type WaysIn, waysInto } from './ways-in.js';

type Document = Record<string, unknown>;
/** What is called so has no name in the file. */
export const UNNAMED = { zh: '未命名', en: 'Without a name' };

/** Notes in the picture, by the id of what they are tied to. */
function annotations(process: ModdleElement): Map<string, string> {
  const texts = new Map<string, string>();
  for (const association of listIn(process, 'artifacts').filter(({ $type }) => $type === 'bpmn:Association')) {
    const ends = [elementIn(association, 'sourceRef'), elementIn(association, 'targetRef')];
    const text = ends.find((end) => end?.$type === 'bpmn:TextAnnotation');
    const at = ends.find((end) => end !== text);
    const said = text && textIn(text, 'text')?.trim();
    if (at?.id !== undefined && said) texts.set(at.id, said);
  }
  return texts;
}

/** The outermost lane of every node that lies in one. */
function lanesOf(process: ModdleElement): { lanes: ModdleElement[]; of: Map<string, ModdleElement> } {
  const lanes = listIn(process, 'laneSets').flatMap((set) => listIn(set, 'lanes'));
  const of = new Map<string, ModdleElement>();
  const enter = (lane: ModdleElement, outermost: ModdleElement, depth: number): void => {
    for (const node of listIn(lane, 'flowNodeRef')) if (node.id !== undefined) of.set(node.id, outermost);
    const inner = elementIn(lane, 'childLaneSet');
    if (inner && depth < 20) for (const child of listIn(inner, 'lanes')) enter(child, outermost, depth + 1);
  };
  for (const lane of lanes) enter(lane, lane, 0);
  return { lanes, of };
}

/** Puts a template together, and says whether the file was one of ours; what cannot be taken over goes to `note`. */
export function templateFrom(
  definitions: ModdleElement,
  process: ModdleElement,
  graph: FlowGraph,
  options: ImportBpmnOptions,
  note: Note,
): { own: boolean; document: Document } {
  const own = known(fieldsOf(process), templateFileSchema.shape);
  const isOwn = own['format'] === 'gangmu-template/1';
  const steps = [...graph.nodes.values()].filter(({ role }) => role === 'step');
  const { lanes, of } = lanesOf(process);
  const lanesAreRoles = !isOwn && options.lanes === 'roles' && lanes.length > 0;
  const laneOf = ({ element, within }: FlowNode): ModdleElement | undefined =>
    [element, ...within.toReversed()].flatMap((one) => of.get(one?.id ?? '') ?? [])[0];

  const phases = phasesFrom(process, lanesAreRoles ? [] : lanes, steps, lanesAreRoles ? () => undefined : laneOf);
  const roles = rolesFrom(own['roles'], lanesAreRoles ? lanes : [], note);
  const ids = new Ids();
  const idOf = new Map<FlowNode, string>();
  // Ours first: anchors and conditions refer to them.
  for (const node of steps.toSorted((a, b) => Number(!ownId('step', a.id)) - Number(!ownId('step', b.id))))
    idOf.set(node, ids.take(ownId('step', node.id) ?? node.id));
  const notes = annotations(process);
  const flows = new Flows(idOf);
  const afterChoice = nodesAfterChoice(graph);
  const made: Document = {};
  for (const [index, node] of steps.entries()) {
    const id = idOf.get(node) ?? node.id;
    const waysIn = waysInto(node, afterChoice);
    const fields = node.element ? known(fieldsOf(node.element), stepSchema.shape) : {};
    const lane = lanesAreRoles ? laneOf(node) : undefined;
    made[id] = stepFrom(
      node,
      fields,
      waysIn,
      {
        index,
        phase: phases.of(node, fields['phase']),
        lead: (lane && roles.of.get(lane)) ?? roles.first,
        note: notes.get(node.id),
        isOwn,
      },
      note,
    );
    flows.add(node, waysIn);
  }
  if (!isOwn) sayOfForeign(definitions, process, lanes.length > 0 && !lanesAreRoles, notes.size, note);
  const strayEdges = own['edges'];
  const document = {
    noun: { zh: '专项行动', en: 'campaign' },
    window: options.window,
    ...own,
    format: 'gangmu-template/1',
    id: own['id'] ?? new Ids().take(process.id ?? 'imported'),
    title: textOf(process.name, own['title']) ?? textOf(definitions.name, undefined) ?? UNNAMED,
    roles: roles.all,
    phases: phases.all,
    steps: made,
    edges: { ...(typeof strayEdges === 'object' ? strayEdges : {}), ...flows.all },
  };
  return { own: isOwn, document };
}

/** Kinds that a type of element stands for by itself. */
const kindOf = (element: ModdleElement | undefined, said: unknown): string => {
  if (typeof said === 'string' && typeOfKind(said) === element?.$type) return said;
  if (typeof said === 'string' && !stepKind(said)) return said;
  return element?.$type === 'bpmn:IntermediateThrowEvent'
    ? 'milestone'
    : typeof said === 'string' && said !== 'milestone'
      ? said
      : 'task';
};

interface Around {
  index: number;
  phase: string;
  lead: string;
  note: string | undefined;
  isOwn: boolean;
}

function stepFrom(node: FlowNode, fields: Fields, waysIn: WaysIn, around: Around, note: Note): Document {
  const { element } = node;
  const title = textOf(element?.name, fields['title']);
  if (!title) note('bpmn.no-name', { name: node.id }, 'info');
  const guidance =
    textOf(element && documentationOf(element), fields['guidance']) ??
    (around.note && { zh: around.note.slice(0, 4000) });
  const shown = title ?? UNNAMED;
  if (Object.keys(fields).length === 0 && element) sayOfTask(element, shown, note);
  for (const { flow, text } of waysIn.unread)
    note('bpmn.condition', { step: shown, flow: flow.name ?? flow.id ?? '', text: text.slice(0, 200) });
  if (waysIn.mixed) note('bpmn.mixed-joins', { step: shown });
  if (waysIn.tangled) note('bpmn.tangled', { step: shown });
  const when = fields['when'] ?? whenOf(waysIn);
  const edges = new Set(waysIn.ways.flatMap(({ from }) => (from ? [from] : []))).size;
  const join = edges < 2 && fields['join'] !== undefined ? fields['join'] : joinWithin(waysIn, edges);
  return {
    lead: around.lead,
    ...(Object.keys(fields).length === 0 && { order: around.index + 1 }),
    ...fields,
    kind: kindOf(element, fields['kind']),
    phase: around.phase,
    title: shown,
    ...(guidance && { guidance }),
    join,
    ...(when !== undefined && { when }),
  };
}

const joinWithin = ({ join, said }: WaysIn, edges: number): WaysIn['join'] => {
  if (said) return join;
  if (edges < 2) return 'all';
  return typeof join === 'object' ? { atLeast: Math.min(join.atLeast, edges) } : join;
};

/** A step on conditional ways comes up when one of them is open. */
function whenOf({ ways }: WaysIn): unknown {
  if (ways.length === 0 || ways.some(({ conditions }) => conditions.length === 0)) return undefined;
  const texts = new Set<string>();
  const alternatives = ways.flatMap(({ conditions: [first, ...rest] }) => {
    const all = rest.length === 0 ? first : { and: [first, ...rest] };
    const text = JSON.stringify(all);
    if (texts.has(text)) return [];
    texts.add(text);
    return [all];
  });
  return alternatives.length === 1 ? alternatives[0] : { or: alternatives };
}

/** Edges under the ids of the flows they come from. */
class Flows {
  readonly all: Document = {};
  private readonly ids = new Ids();
  constructor(private readonly idOf: ReadonlyMap<FlowNode, string>) {}

  add(to: FlowNode, { ways }: WaysIn): void {
    const known = new Set<FlowNode>();
    for (const { from, flow } of ways) {
      if (!from || !flow || known.has(from)) continue;
      known.add(from);
      const id = this.ids.take(ownId('flow', flow.id) ?? flow.id);
      const kind = flow.element && fieldsOf(flow.element)['kind'];
      this.all[id] = { from: this.idOf.get(from), to: this.idOf.get(to), ...(kind === 'needs' && { kind }) };
    }
  }
}
