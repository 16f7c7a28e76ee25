/**
 * The nodes and flows of a process as one plain graph: sub-processes are opened up, links joined, so that what follows
 * only sees nodes with flows in and out.
 */
import type { ModdleElement } from 'bpmn-moddle';
import { elementIn, listIn, textIn } from './moddle.js';

export interface FlowNode {
  id: string;
  /** Undefined for the entry or exit of a sub-process, which stands for no element of its own. */
  element?: ModdleElement;
  /** `step` becomes one; what is `through` only leads on. */
  role: 'step' | 'through';
  /** Sub-processes it lies in, outermost first. */
  within: ModdleElement[];
  in: Flow[];
  out: Flow[];
}
export interface Flow {
  id: string;
  from: FlowNode;
  to: FlowNode;
  element?: ModdleElement;
}
export interface FlowGraph {
  nodes: Map<string, FlowNode>;
  /** What has no place in a template: by code and the element it is about. */
  lost: { code: string; element: ModdleElement }[];
}

const is = (element: ModdleElement, type: string): boolean => element.$instanceOf(`bpmn:${type}`);
const isContainer = (element: ModdleElement): boolean =>
  is(element, 'SubProcess') && listIn(element, 'flowElements').some((inner) => is(inner, 'FlowNode'));

/** A milestone is an event that is thrown and says nothing but that one got there. */
const isMilestone = (element: ModdleElement): boolean =>
  is(element, 'IntermediateThrowEvent') && listIn(element, 'eventDefinitions').length === 0;

/** Builds the graph of a process. Nodes keep the order of the file. */
export function flowGraph(process: ModdleElement): FlowGraph {
  const nodes = new Map<string, FlowNode>();
  const lost: FlowGraph['lost'] = [];
  const entries = new Map<string, FlowNode>();
  const exits = new Map<string, FlowNode>();
  const flows: ModdleElement[] = [];
  const links = new Map<string, { thrown: FlowNode[]; caught: FlowNode[] }>();
  let unnamed = 0;

  const add = (id: string, role: FlowNode['role'], within: ModdleElement[], element?: ModdleElement): FlowNode => {
    const node: FlowNode = { id, role, within, in: [], out: [], ...(element && { element }) };
    nodes.set(id, node);
    return node;
  };
  const join = (id: string, from: FlowNode, to: FlowNode, element?: ModdleElement): void => {
    const flow: Flow = { id, from, to, ...(element && { element }) };
    from.out.push(flow);
    to.in.push(flow);
  };

  const addEvent = (element: ModdleElement, id: string, within: ModdleElement[]): void => {
    const node = add(id, isMilestone(element) ? 'step' : 'through', within, element);
    for (const definition of listIn(element, 'eventDefinitions')) {
      if (is(definition, 'LinkEventDefinition')) {
        const name = textIn(definition, 'name') ?? element.name ?? '';
        const link = links.get(name) ?? { thrown: [], caught: [] };
        (is(element, 'ThrowEvent') ? link.thrown : link.caught).push(node);
        links.set(name, link);
      } else if (is(definition, 'TimerEventDefinition')) lost.push({ code: 'bpmn.timer', element });
      else lost.push({ code: 'bpmn.event', element });
    }
  };

  const collect = (container: ModdleElement, within: ModdleElement[]): void => {
    for (const element of listIn(container, 'flowElements')) {
      const id = element.id ?? `unnamed-${(unnamed += 1)}`;
      if (is(element, 'SequenceFlow')) flows.push(element);
      else if (is(element, 'BoundaryEvent')) lost.push({ code: 'bpmn.boundary-event', element });
      else if (is(element, 'SubProcess') && element.get('triggeredByEvent') === true)
        lost.push({ code: 'bpmn.event-sub-process', element });
      else if (isContainer(element)) {
        entries.set(id, add(`${id} entry`, 'through', within));
        exits.set(id, add(`${id} exit`, 'through', within));
        collect(element, [...within, element]);
      } else if (is(element, 'Activity')) add(id, 'step', within, element);
      else if (is(element, 'Event')) addEvent(element, id, within);
      else if (is(element, 'Gateway')) add(id, 'through', within, element);
      else lost.push({ code: 'bpmn.data', element });
    }
  };
  collect(process, []);

  const seen = new Set<string>();
  for (const element of flows) {
    const from = elementIn(element, 'sourceRef');
    const to = elementIn(element, 'targetRef');
    const source = from?.id === undefined ? undefined : (exits.get(from.id) ?? nodes.get(from.id));
    const target = to?.id === undefined ? undefined : (entries.get(to.id) ?? nodes.get(to.id));
    const id = element.id ?? `flow-${seen.size + 1}`;
    if (source && target) join(id, source, target, element);
    else lost.push({ code: from && is(from, 'BoundaryEvent') ? 'bpmn.boundary-flow' : 'bpmn.loose-flow', element });
    seen.add(id);
  }
  for (const { thrown, caught } of links.values())
    for (const from of thrown) for (const to of caught) join(`${from.id}-${to.id}`, from, to);
  // What a sub-process begins and ends with hangs on its entry and exit.
  for (const [id, entry] of entries) {
    const exit = exits.get(id);
    for (const node of nodes.values()) {
      if (!exit || node.within.at(-1)?.id !== id) continue;
      if (node.in.length === 0) join(`${id}-${node.id}`, entry, node);
      if (node.out.length === 0) join(`${node.id}-${id}`, node, exit);
    }
    for (const [inner, innerEntry] of entries) {
      const innerExit = exits.get(inner);
      if (!exit || !innerExit || innerEntry.within.at(-1)?.id !== id) continue;
      if (innerEntry.in.length === 0) join(`${id}-${inner}`, entry, innerEntry);
      if (innerExit.out.length === 0) join(`${inner}-${id}`, innerExit, exit);
    }
  }
  return { nodes, lost };
}

/** The nodes of one cycle in the order they follow each other, or null. Without recursion: files can be long. */
export function findCycle({ nodes }: FlowGraph): FlowNode[] | null {
  const done = new Set<FlowNode>();
  for (const root of nodes.values()) {
    if (done.has(root)) continue;
    const path: { node: FlowNode; next: number }[] = [{ node: root, next: 0 }];
    const open = new Map<FlowNode, number>([[root, 0]]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const to = top.node.out[top.next]?.to;
      top.next += 1;
      if (!to) {
        done.add(top.node);
        open.delete(top.node);
        path.pop();
        continue;
      }
      const at = open.get(to);
      if (at !== undefined) return path.slice(at).map(({ node }) => node);
      if (done.has(to)) continue;
      open.set(to, path.length);
      path.push({ node: to, next: 0 });
    }
  }
  return null;
}
