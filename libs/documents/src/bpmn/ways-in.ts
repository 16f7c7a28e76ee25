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

/** More ways than this into one step are no plan; the rest is left out and said so. */
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

/** Looks back from a step to the steps before it. The graph has no cycles. */
export function waysInto(step: FlowNode, afterChoice: ReadonlySet<FlowNode>): WaysIn {
  const unread: WaysIn['unread'] = [];
  const ways: Way[] = [];
  const meetings: Meeting[] = [];
  let own: Step['join'] | undefined;

  // Each flow back is followed to the steps it comes from; conditions on the way add up.
  const stack: { flow: Flow; conditions: Condition[] }[] = step.in.map((flow) => ({ flow, conditions: [] }));
  if (step.in.length > 1) meetings.push('merge');
  const walked = new Map<FlowNode, number>();
  for (let next = stack.pop(); next && ways.length < MAX_WAYS; next = stack.pop()) {
    const { flow } = next;
    const { from } = flow;
    const condition = conditionOn(flow, unread);
    const conditions = condition === undefined ? next.conditions : [condition, ...next.conditions];
    if (from.role === 'step') {
      ways.push({ from, flow, conditions });
      continue;
    }
    if (from.in.length === 0) {
      ways.push({ from: null, flow: null, conditions });
      continue;
    }
    // A net of gateways has more ways than anybody would draw: each is walked a few times only.
    const times = (walked.get(from) ?? 0) + 1;
    walked.set(from, times);
    if (times > 20) continue;
    if (from.in.length > 1 && times === 1) {
      own ??= ownJoin(from);
      meetings.push(meetingOf(from));
    }
    for (const into of from.in) stack.push({ flow: into, conditions });
  }
  ways.reverse();
  const asked = new Set(meetings.map((meeting) => JSON.stringify(meeting)));
  const [first] = meetings;
  const join = own ?? (first === undefined ? 'all' : joinOf(first, afterChoice.has(step)));
  const once = unread.filter((one, index) => unread.findIndex(({ flow }) => flow === one.flow) === index);
  return { ways, join, said: own !== undefined, unread: once, mixed: asked.size > 1 };
}

/**
 * What merges alternative ways waits, in a template, for all of them: the way not taken is skipped, and what is skipped
 * satisfies. Where no choice was made before, the first to arrive goes on.
 */
function joinOf(meeting: Meeting, afterChoice: boolean): Step['join'] {
  if (meeting === 'merge') return afterChoice ? 'all' : 'any';
  return meeting;
}
