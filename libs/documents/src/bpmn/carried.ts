/** What BPMN carries of a template, and how: ids, types of elements, texts that survive an attribute. */
import type { Condition, Step, Template } from '@gangmu/core';

/** Ids are unique in a BPMN file as a whole, in a template only within a map. */
export const bpmnId = {
  step: (id: string): string => `step_${id}`,
  phase: (id: string): string => `phase_${id}`,
  flow: (id: string): string => `flow_${id}`,
  join: (id: string): string => `join_${id}`,
  into: (id: string): string => `into_${id}`,
};

/** The id that an id of ours had in the template; undefined for a foreign one. */
export const ownId = (kind: keyof typeof bpmnId, id: string | undefined): string | undefined =>
  id?.startsWith(`${kind}_`) ? id.slice(kind.length + 1) : undefined;

/** Kinds as the nearest BPMN type; the kind itself travels as a field. */
const TYPES: Record<string, string> = {
  task: 'bpmn:UserTask',
  ledger: 'bpmn:UserTask',
  approval: 'bpmn:UserTask',
  meeting: 'bpmn:ManualTask',
  study: 'bpmn:ManualTask',
  report: 'bpmn:SendTask',
  cascade: 'bpmn:ReceiveTask',
  milestone: 'bpmn:IntermediateThrowEvent',
};
/** The BPMN element that stands for a kind of step. */
export const typeOfKind = (kind: string): string =>
  (Object.hasOwn(TYPES, kind) ? TYPES[kind] : undefined) ?? 'bpmn:Task';

/** The gateway in which several flows into a step meet. */
export function gatewayOf(step: Pick<Step, 'join' | 'when'>): string {
  if (step.join === 'any') return 'bpmn:ExclusiveGateway';
  if (step.join !== 'all') return 'bpmn:ComplexGateway';
  // A flow whose condition is false brings nothing: an inclusive gateway waits for what can come.
  return step.when === undefined ? 'bpmn:ParallelGateway' : 'bpmn:InclusiveGateway';
}

/** Conditions are JsonLogic, and say so. */
export const CONDITION_LANGUAGE = 'https://jsonlogic.com';
/** A condition as it is written into a BPMN file. */
export const conditionText = (when: Condition): string => JSON.stringify(when);

/** A text as an XML attribute gives it back: no control characters, white space as single spaces. */
export const attributeText = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- exactly what XML forbids
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(/[\ud800-\udfff]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Edges between steps that there are; others have nothing to hang on in a diagram. */
export const drawnEdges = (template: Template): [id: string, edge: Template['edges'][string]][] =>
  Object.entries(template.edges).filter(
    ([, { from, to }]) => Object.hasOwn(template.steps, from) && Object.hasOwn(template.steps, to),
  );
