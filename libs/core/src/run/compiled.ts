/**
 * A template prepared for running: who waits for whom, and an order in which one pass settles everything.
 *
 * Nodes are the opening of a phase, a step, and the end of a phase. A node depends on another when it may have to be
 * looked at again after the other changed; in the order below every dependency points forward, so settling only
 * visits what a command affected. A template with a cycle (the linter refuses it) still runs: its nodes come last and
 * the pass is repeated.
 */
import { conditionSteps } from '../template/conditions.js';
import type { Anchor, Bound, Phase, Review, Rung, Step, Template } from '../template/document.js';
import type { StepKind } from '../step-kinds/step-kind.js';
import { stepKind } from '../step-kinds/step-kinds.js';
import { localBefore, stepsBeside } from '../template/extension-points.js';
import { predecessors } from '../template/predecessors.js';

export interface CompiledStep {
  node: 'step';
  id: string;
  step: Step;
  completion: StepKind['completion'];
  incoming: { from: string; kind: 'order' | 'needs' }[];
  /** Local steps that hang where its predecessors let what follows wait: ended in whatever way, apart from the join. */
  localsBefore: string[];
  /** Steps its condition reads; undefined when it has no condition. */
  reads?: string[];
  reviews: { id: string; review: Review }[];
  deadlines: Bound[];
  closes?: Bound;
  notBefore?: Bound;
  ladder: Record<string, Rung>;
}
export interface CompiledPhase {
  node: 'phase-opening' | 'phase-end';
  id: string;
  phase: Phase;
  /** Ids of its steps. */
  steps: string[];
  /** Those of them that a phase opening after it waits for. */
  counted: string[];
  /** Local steps that its opening waits for, apart from the share. */
  localsBefore: string[];
  notBefore?: Bound;
}
export type CompiledNode = CompiledStep | CompiledPhase;

export interface CompiledTemplate {
  template: Template;
  nodes: CompiledNode[];
  /** For each node, the nodes to look at again when it changed. */
  dependents: number[][];
  /** Index of a step's, a phase opening's and a phase end's node. */
  step: Map<string, number>;
  phaseOpening: Map<string, number>;
  phaseEnd: Map<string, number>;
  /** Steps whose condition reads a step. */
  readers: Map<string, string[]>;
  /** Steps that make one item per entry of a register. */
  perRegister: Map<string, string[]>;
}

const cache = new WeakMap<Template, CompiledTemplate>();

/** The prepared form of a template, made once per template object. */
export function compiled(template: Template): CompiledTemplate {
  let result = cache.get(template);
  if (!result) {
    result = compile(template);
    cache.set(template, result);
  }
  return result;
}

const byOrder = <T extends { order: number }>(record: Record<string, T>): [string, T][] =>
  Object.entries(record).sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1));

function compile(template: Template): CompiledTemplate {
  const hasStep = (id: string) => Object.hasOwn(template.steps, id);
  const hasPhase = (id: string) => Object.hasOwn(template.phases, id);
  const knownAnchor = ({ anchor }: Bound): boolean =>
    anchor.from === 'phase-opening' ? hasPhase(anchor.phase) : anchor.from !== 'step-ended' || hasStep(anchor.step);
  const known = (bound: Bound | undefined): Bound | undefined => (bound && knownAnchor(bound) ? bound : undefined);
  /** An opening cannot count from the item it opens. */
  const opening = (bound: Bound | undefined): Bound | undefined =>
    bound && bound.anchor.from !== 'item-opening' && bound.anchor.from !== 'period-end' ? known(bound) : undefined;

  const nodes: CompiledNode[] = [];
  const incoming = predecessors(template);
  const stepsOfPhase = new Map<string, string[]>();
  for (const [id, step] of byOrder(template.steps))
    stepsOfPhase.set(step.phase, [...(stepsOfPhase.get(step.phase) ?? []), id]);

  const locals = localBefore(template);
  const beside = stepsBeside(template);
  for (const [id, phase] of byOrder(template.phases)) {
    const steps = stepsOfPhase.get(id) ?? [];
    const counted = steps.filter((step) => !beside.has(step));
    const common = { id, phase, steps, counted, localsBefore: locals.get(`phase:${id}`) ?? [] };
    nodes.push({ ...common, node: 'phase-opening', notBefore: opening(phase.opening?.notBefore) });
    for (const stepId of steps) {
      const step = template.steps[stepId] as Step;
      nodes.push({
        node: 'step',
        id: stepId,
        step,
        completion: stepKind(step.kind)?.completion ?? (step.cascade ? 'cascade' : 'hand-in'),
        incoming: [...(incoming.get(stepId) ?? [])].map(([from, kind]) => ({ from, kind })),
        localsBefore: locals.get(`step:${stepId}`) ?? [],
        reads: step.when === undefined ? undefined : conditionSteps(step.when).filter(hasStep),
        reviews: byOrder(step.reviews).map(([reviewId, review]) => ({ id: reviewId, review })),
        deadlines: Object.values(step.deadlines).filter(knownAnchor),
        closes: known(step.closes),
        notBefore: opening(step.opening.notBefore),
        ladder: step.ladder ?? template.ladder,
      });
    }
    nodes.push({ ...common, node: 'phase-end' });
  }
  const ends = new Map(nodes.flatMap((node) => (node.node === 'phase-end' ? [[node.id, node] as const] : [])));
  return order(template, nodes, ends);
}

const nodeKey = (node: CompiledNode): string => `${node.node}:${node.id}`;
const anchorKey = (anchor: Anchor): string | undefined =>
  anchor.from === 'step-ended'
    ? `step:${anchor.step}`
    : anchor.from === 'phase-opening'
      ? `phase-opening:${anchor.phase}`
      : undefined;

/** Whether what opens after a phase looks at some of its steps only: local ones beside it keep nobody waiting. */
export const countsApart = ({ steps, counted }: CompiledPhase): boolean => counted.length < steps.length;

/** Keys of the nodes that a node waits for or counts from. */
function waitsFor(node: CompiledNode, ends: ReadonlyMap<string, CompiledPhase>): string[] {
  const anchors: (Bound | undefined)[] = [node.node === 'phase-end' ? undefined : node.notBefore];
  const keys: (string | undefined)[] = [];
  if (node.node !== 'phase-end') keys.push(...node.localsBefore.map((id) => `step:${id}`));
  if (node.node === 'step') {
    const { occurrences, phase } = node.step;
    keys.push(`phase-opening:${phase}`);
    keys.push(...node.incoming.map(({ from }) => `step:${from}`), ...(node.reads ?? []).map((id) => `step:${id}`));
    anchors.push(...node.deadlines, node.closes);
    if (occurrences.mode === 'every') keys.push(anchorKey(occurrences.start), anchorKey(occurrences.end));
  } else if (node.node === 'phase-opening') {
    keys.push(...(node.phase.opening?.afterSteps ?? []).map((id) => `step:${id}`));
    for (const id of node.phase.opening?.afterPhases ?? []) {
      const end = ends.get(id);
      if (end && countsApart(end)) keys.push(`phase-opening:${id}`, ...end.counted.map((step) => `step:${step}`));
      else keys.push(`phase-end:${id}`);
    }
  } else {
    keys.push(`phase-opening:${node.id}`, ...node.steps.map((id) => `step:${id}`));
  }
  for (const bound of anchors) if (bound) keys.push(anchorKey(bound.anchor));
  return keys.filter((key) => key !== undefined && key !== nodeKey(node)) as string[];
}

function order(
  template: Template,
  declared: CompiledNode[],
  ends: ReadonlyMap<string, CompiledPhase>,
): CompiledTemplate {
  const indexOf = new Map(declared.map((node, index) => [nodeKey(node), index]));
  const after: Set<number>[] = declared.map(() => new Set());
  const waiting = declared.map(() => 0);
  for (const [index, node] of declared.entries())
    for (const key of new Set(waitsFor(node, ends))) {
      const from = indexOf.get(key);
      if (from === undefined) continue;
      after[from]?.add(index);
      waiting[index] = (waiting[index] ?? 0) + 1;
    }
  const sorted = declared.flatMap((_, index) => (waiting[index] === 0 ? [index] : []));
  for (const index of sorted)
    for (const next of after[index] ?? []) {
      waiting[next] = (waiting[next] ?? 0) - 1;
      if (waiting[next] === 0) sorted.push(next);
    }
  const placed = new Set(sorted);
  for (const index of declared.keys()) if (!placed.has(index)) sorted.push(index);

  const position = new Map(sorted.map((index, at) => [index, at]));
  const result: CompiledTemplate = {
    template,
    nodes: sorted.map((index) => declared[index] as CompiledNode),
    dependents: sorted.map((index) => [...(after[index] ?? [])].map((next) => position.get(next) as number)),
    step: new Map(),
    phaseOpening: new Map(),
    phaseEnd: new Map(),
    readers: new Map(),
    perRegister: new Map(),
  };
  const add = (lists: Map<string, string[]>, key: string, id: string) =>
    lists.set(key, [...(lists.get(key) ?? []), id]);
  for (const [at, node] of result.nodes.entries()) {
    if (node.node === 'step') {
      result.step.set(node.id, at);
      for (const read of node.reads ?? []) add(result.readers, read, node.id);
      const { occurrences } = node.step;
      if (occurrences.mode === 'each' && node.completion === 'hand-in')
        add(result.perRegister, occurrences.register, node.id);
    } else (node.node === 'phase-opening' ? result.phaseOpening : result.phaseEnd).set(node.id, at);
  }
  return result;
}

/** The prepared step with this id. */
export function compiledStep(template: CompiledTemplate, id: string): CompiledStep | undefined {
  const at = template.step.get(id);
  const node = at === undefined ? undefined : template.nodes[at];
  return node?.node === 'step' ? node : undefined;
}
