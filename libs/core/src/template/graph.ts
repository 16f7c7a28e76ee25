/**
 * The union graph of a template: edges, phase openings, condition inputs and deadline anchors together. It must be
 * acyclic as a whole – a step whose deadline waits for its own successor would never get one.
 */
import { pointer } from '../findings.js';
import { conditionSteps } from './conditions.js';
import type { Anchor, Step, Template } from './document.js';
import { localBefore, stepsBeside } from './extension-points.js';

export interface Arrow {
  from: string;
  to: string;
  /** `local`: a local step at an extension point whose followers wait for it. */
  why: 'edge' | 'in-phase' | 'phase-opening' | 'condition' | 'deadline' | 'local';
  /** Node of the phase that is waited for as a whole, by way of this step. */
  within?: string;
  /** Where the template says so. */
  path: string;
}
export interface TemplateGraph {
  /** Nodes are `phase:<id>` (its opening) and `step:<id>`. */
  nodes: string[];
  arrows: Arrow[];
  /** Every node that is on no cycle and after none, so that each comes after what it waits for. */
  order: string[];
  /** The nodes that wait for each other, cycle by cycle. */
  cycles: string[][];
  into: Map<string, Arrow[]>;
  /** Ids of the steps that come before a step, by whatever arrow. */
  stepsBefore(step: string): Set<string>;
}

/** The node of a step in the graph. */
export const stepNode = (id: string): string => `step:${id}`;
/** The node of a phase’s opening in the graph. */
export const phaseNode = (id: string): string => `phase:${id}`;

/** The anchors of a step, each with its path. */
export function anchorsOf(id: string, step: Step): { anchor: Anchor; path: string }[] {
  const at = (...keys: string[]): string => pointer('steps', id, ...keys);
  const anchors = Object.entries(step.deadlines).map(([bound, { anchor }]) => ({
    anchor,
    path: at('deadlines', bound, 'anchor'),
  }));
  if (step.closes) anchors.push({ anchor: step.closes.anchor, path: at('closes', 'anchor') });
  if (step.opening.notBefore)
    anchors.push({ anchor: step.opening.notBefore.anchor, path: at('opening', 'notBefore', 'anchor') });
  if (step.occurrences.mode === 'every') {
    anchors.push({ anchor: step.occurrences.start, path: at('occurrences', 'start') });
    anchors.push({ anchor: step.occurrences.end, path: at('occurrences', 'end') });
  }
  return anchors;
}

const anchorNode = (anchor: Anchor): string | null => {
  if (anchor.from === 'step-ended') return stepNode(anchor.step);
  return anchor.from === 'phase-opening' ? phaseNode(anchor.phase) : null;
};

function collect(template: Template): Arrow[] {
  const arrows: Arrow[] = [];
  for (const [id, edge] of Object.entries(template.edges))
    arrows.push({ from: stepNode(edge.from), to: stepNode(edge.to), why: 'edge', path: pointer('edges', id) });
  const members = new Map<string, string[]>();
  for (const [id, step] of Object.entries(template.steps)) {
    members.set(step.phase, [...(members.get(step.phase) ?? []), id]);
    const to = stepNode(id);
    arrows.push({ from: phaseNode(step.phase), to, why: 'in-phase', path: pointer('steps', id, 'phase') });
    for (const read of step.when === undefined ? [] : conditionSteps(step.when))
      arrows.push({ from: stepNode(read), to, why: 'condition', path: pointer('steps', id, 'when') });
    for (const { anchor, path } of anchorsOf(id, step)) {
      const from = anchorNode(anchor);
      if (from) arrows.push({ from, to, why: 'deadline', path });
    }
  }
  const besides = stepsBeside(template);
  for (const [id, afters] of localBefore(template))
    for (const from of afters)
      arrows.push({ from: stepNode(from), to: id, why: 'local', path: pointer('steps', from, 'hangsAt') });
  for (const [id, { opening }] of Object.entries(template.phases)) {
    if (!opening) continue;
    const to = phaseNode(id);
    const path = pointer('phases', id, 'opening');
    const from = opening.notBefore && anchorNode(opening.notBefore.anchor);
    if (from) arrows.push({ from, to, why: 'deadline', path: `${path}/notBefore/anchor` });
    for (const step of opening.afterSteps) arrows.push({ from: stepNode(step), to, why: 'phase-opening', path });
    for (const phase of opening.afterPhases) {
      const waitedFor = (members.get(phase) ?? []).filter((step) => !besides.has(step)).map(stepNode);
      // One without steps that are waited for has to open first all the same.
      for (const from of waitedFor.length > 0 ? waitedFor : [phaseNode(phase)])
        arrows.push({ from, to, why: 'phase-opening', path, within: phaseNode(phase) });
    }
  }
  return arrows;
}

/** Strongly connected parts with more than one node or a loop (R. Tarjan, 1972), without recursion. */
function findCycles(nodes: string[], out: Map<string, string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const cycles: string[][] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const calls: { node: string; next: number }[] = [{ node: root, next: 0 }];
    while (calls.length > 0) {
      const call = calls[calls.length - 1] as { node: string; next: number };
      const { node } = call;
      if (call.next === 0) {
        low.set(node, index.size);
        index.set(node, index.size);
        open.push(node);
        isOpen.add(node);
      }
      const successors = out.get(node) ?? [];
      const successor = successors[call.next];
      if (successor !== undefined) {
        call.next += 1;
        if (!index.has(successor)) calls.push({ node: successor, next: 0 });
        else if (isOpen.has(successor)) low.set(node, Math.min(low.get(node) ?? 0, index.get(successor) ?? 0));
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller) low.set(caller.node, Math.min(low.get(caller.node) ?? 0, low.get(node) ?? 0));
      if (low.get(node) !== index.get(node)) continue;
      const part = open.splice(open.lastIndexOf(node));
      for (const member of part) isOpen.delete(member);
      if (part.length > 1 || successors.includes(node)) cycles.push(part);
    }
  }
  return cycles;
}

/** Builds the union graph. Arrows from or to something unknown are left out: another rule names them. */
export function templateGraph(template: Template): TemplateGraph {
  const nodes = [...Object.keys(template.phases).map(phaseNode), ...Object.keys(template.steps).map(stepNode)];
  const known = new Set(nodes);
  const arrows = collect(template).filter(({ from, to }) => known.has(from) && known.has(to));
  const into = new Map<string, Arrow[]>(nodes.map((node) => [node, []]));
  const out = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const arrow of arrows) {
    into.get(arrow.to)?.push(arrow);
    out.get(arrow.from)?.push(arrow.to);
  }
  const waiting = new Map(nodes.map((node) => [node, into.get(node)?.length ?? 0]));
  const order = nodes.filter((node) => waiting.get(node) === 0);
  for (let i = 0; i < order.length; i += 1) {
    for (const to of out.get(order[i] as string) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) order.push(to);
    }
  }
  const stepsBefore = (step: string): Set<string> => {
    const seen = new Set<string>();
    const stack = [stepNode(step)];
    for (let node = stack.pop(); node; node = stack.pop())
      for (const { from } of into.get(node) ?? [])
        if (!seen.has(from)) {
          seen.add(from);
          stack.push(from);
        }
    return new Set([...seen].filter((node) => node.startsWith('step:')).map((node) => node.slice(5)));
  };
  return {
    nodes,
    arrows,
    order,
    cycles: order.length === nodes.length ? [] : findCycles(nodes, out),
    into,
    stepsBefore,
  };
}
