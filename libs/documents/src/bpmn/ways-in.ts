/** What leads into a step once gateways, events and sub-process borders are looked through. */
import { type Condition, conditionSchema, type Step } from '@gangmu/core';
import type { ModdleElement } from 'bpmn-moddle';
import { CONDITION_LANGUAGE } from './carried.js';
import type { Flow, FlowGraph, FlowNode } from './flow-graph.js';
import { elementIn, fieldsOf, textIn } from './moddle.js';

/** One way from a step before, or from where the process begins, with the conditions it is taken under. */
export interface Way {
  from: FlowNode | null;
  /** The flow that leaves the step before: it gives the edge its id and kind. */
  flow: Flow | null;
  conditions: Condition[];
}
export interface WaysIn {
  ways: Way[];
  join: Step['join'];
  /** The gateway is one of ours and says so itself. */
  said: boolean;
  /** Conditions that could not be read, by the flow they are on. */
  unread: { flow: ModdleElement; text: string }[];
  /** Several gateways after each other ask for different things. */
  mixed: boolean;
  /** There are conditions, and more ways through them than are looked at: none of them is in `ways`. */
  tangled: boolean;
}

/** What one element asks of the flows that meet in it. */
type Meeting = 'all' | 'any' | 'merge' | { atLeast: number };

function meetingOf({ element }: FlowNode): Meeting {
  if (!element) return 'all';
  switch (element.$type) {
    case 'bpmn:ParallelGateway':
    case 'bpmn:InclusiveGateway':
      return 'all';
    case 'bpmn:ComplexGateway': {
      const condition = elementIn(element, 'activationCondition');
      const least = Number(condition && textIn(condition, 'body'));
      return Number.isInteger(least) && least > 0 ? { atLeast: least } : 'any';
    }
    default:
      return 'merge';
  }
}

/** Whether the gateway is as we wrote it: then what it asks for needs no guessing. */
const ownJoin = ({ element }: FlowNode): Step['join'] | undefined => {
  const join = element && (fieldsOf(element)['join'] as Step['join'] | undefined);
  const fits =
    join === 'any'
      ? element?.$type === 'bpmn:ExclusiveGateway'
      : typeof join === 'object'
        ? element?.$type === 'bpmn:ComplexGateway'
        : join === 'all' && (element?.$type === 'bpmn:ParallelGateway' || element?.$type === 'bpmn:InclusiveGateway');
  return fits ? join : undefined;
};

function conditionOn(flow: Flow, unread: WaysIn['unread']): Condition | undefined {
  const { element } = flow;
  const expression = element && elementIn(element, 'conditionExpression');
  if (!element || !expression) return undefined;
  const body = textIn(expression, 'body') ?? '';
  if (textIn(expression, 'language') === CONDITION_LANGUAGE)
    try {
      const parsed = conditionSchema.safeParse(JSON.parse(body));
      if (parsed.success) return parsed.data;
    } catch {
      // Said to be JsonLogic and is not: named below like any other language.
    }
  unread.push({ flow: element, text: body });
  return undefined;
}

/** Nobody draws a step with more alternatives than this; a net of gateways has any number of ways without meaning to. */
const MAX_WAYS = 500;

/** Everything that comes after a choice between ways: after a gateway that is not parallel, or conditional flows. */
export function nodesAfterChoice({ nodes }: FlowGraph): ReadonlySet<FlowNode> {
  const after = new Set<FlowNode>();
  const stack = [...nodes.values()].filter(
    ({ out, element }) =>
      out.length > 1 &&
      (out.some((flow) => flow.element && elementIn(flow.element, 'conditionExpression')) ||
        (element?.$instanceOf('bpmn:Gateway') === true && element.$type !== 'bpmn:ParallelGateway')),
  );
  for (let node = stack.pop(); node; node = stack.pop())
    for (const { to } of node.out)
      if (!after.has(to)) {
        after.add(to);
        stack.push(to);
      }
  return after;
}

/** All flows between a step and the steps before it. The graph has no cycles. */
function flowsBack(step: FlowNode): Flow[] {
  const flows = new Set<Flow>();
  const stack = [...step.in];
  for (let flow = stack.pop(); flow; flow = stack.pop()) {
    if (flows.has(flow)) continue;
    flows.add(flow);
    if (flow.from.role !== 'step') stack.push(...flow.from.in);
  }
  return [...flows];
}

/** Where a way begins: the step it leaves, or nothing where the process begins; undefined on the way. */
function beginningOf(flow: Flow): Pick<Way, 'from' | 'flow'> | undefined {
  if (flow.from.role === 'step') return { from: flow.from, flow };
  return flow.from.in.length === 0 ? { from: null, flow: null } : undefined;
}

/** Every way into a step with what adds up on it, or null where there are too many. */
function everyWay(step: FlowNode, conditionOf: ReadonlyMap<Flow, Condition>): Way[] | null {
  const ways: Way[] = [];
  const stack: { flow: Flow; conditions: Condition[] }[] = step.in.map((flow) => ({ flow, conditions: [] }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { flow } = next;
    const condition = conditionOf.get(flow);
    const conditions = condition === undefined ? next.conditions : [condition, ...next.conditions];
    const beginning = beginningOf(flow);
    if (beginning) ways.push({ ...beginning, conditions });
    else for (const into of flow.from.in) stack.push({ flow: into, conditions });
    if (ways.length > MAX_WAYS) return null;
  }
  return ways;
}

/** Looks back from a step to the steps before it: all of them, and the conditions where they can be told apart. */
export function waysInto(step: FlowNode, afterChoice: ReadonlySet<FlowNode>): WaysIn {
  const flows = flowsBack(step);
  const unread: WaysIn['unread'] = [];
  const conditionOf = new Map<Flow, Condition>();
  for (const flow of flows) {
    const condition = conditionOn(flow, unread);
    if (condition !== undefined) conditionOf.set(flow, condition);
  }
  const told = conditionOf.size > 0 ? everyWay(step, conditionOf) : undefined;
  const ways =
    told ??
    flows.flatMap((flow): Way[] => {
      const beginning = beginningOf(flow);
      return beginning ? [{ ...beginning, conditions: [] }] : [];
    });

  const met = [...new Set(flows.map(({ from }) => from))].filter((from) => from.role !== 'step' && from.in.length > 1);
  const own = met.map(ownJoin).find((join) => join !== undefined);
  const meetings: Meeting[] = [...(step.in.length > 1 ? (['merge'] as const) : []), ...met.map(meetingOf)];
  const [first] = meetings;
  return {
    ways: ways.toReversed(),
    join: own ?? (first === undefined ? 'all' : joinOf(first, afterChoice.has(step))),
    said: own !== undefined,
    unread,
    mixed: new Set(meetings.map((meeting) => JSON.stringify(meeting))).size > 1,
    tangled: told === null,
  };
}

/**
 * What merges alternative ways waits, in a template, for all of them: the way not taken is skipped, and what is skipped
 * satisfies. Where no choice was made before, the first to arrive goes on.
 */
function joinOf(meeting: Meeting, afterChoice: boolean): Step['join'] {
  if (meeting === 'merge') return afterChoice ? 'all' : 'any';
  return meeting;
}
