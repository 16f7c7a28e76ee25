/**
 * A template as BPMN 2.0 (OMG formal/2013-12-09) with its picture, for tools that know nothing of ours: phases are the
 * lanes of a pool, steps are tasks, edges are sequence flows, joins are gateways. Everything else is in extension
 * elements, so that our own import gives back the very template.
 *
 * There is no start and no end event: a process without them begins with every element that nothing leads to and ends
 * when all is done (13.2.1, 13.2.2) – which is how a campaign is run, its parts side by side. With them, every step
 * would need a flow from one and to the other, and the picture would show nothing else.
 */
import { type MadeFrom, phaseSchema, stepSchema, templateSchema, type Step, type Template } from '@gangmu/core';
import type { BpmnModdle, ModdleElement } from 'bpmn-moddle';
import {
  attributeText,
  bpmnId,
  CONDITION_LANGUAGE,
  conditionText,
  drawnEdges,
  gatewayOf,
  typeOfKind,
} from './carried.js';
import { line, pictureOf, type Picture, shape } from './diagram.js';
import { type Fields, fieldsElement, listIn, moddle } from './moddle.js';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Fields that say something: what the schema fills in by itself need not travel. */
function tellingFields(value: object, defaults: object, without: readonly string[]): Fields {
  const filled = defaults as Fields;
  return Object.fromEntries(
    Object.entries(value).filter(([name, field]) => !without.includes(name) && !same(field, filled[name])),
  );
}
const text = { zh: '-' };
const emptyStep = stepSchema.parse({ phase: 'p', kind: 'k', title: text, lead: 'l' });
const emptyPhase = phaseSchema.parse({ title: text });
const emptyTemplate = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 't',
  title: text,
  noun: text,
  window: { start: '2026-01-01', end: '2026-01-01' },
  phases: {},
  steps: {},
});

interface Drawing {
  model: BpmnModdle;
  template: Template;
  nodes: Map<string, ModdleElement>;
  gateways: Map<string, ModdleElement>;
  flows: { element: ModdleElement; from: ModdleElement; to: ModdleElement }[];
}

const extended = (model: BpmnModdle, fields: Fields): object => {
  const extensionElements = fieldsElement(model, fields);
  return extensionElements ? { extensionElements } : {};
};

function stepElement({ model }: Drawing, id: string, step: Step): ModdleElement {
  const { guidance, occurrences } = step;
  return model.create(typeOfKind(step.kind), {
    id: bpmnId.step(id),
    name: attributeText(step.title.zh),
    ...(guidance && { documentation: [model.create('bpmn:Documentation', { text: attributeText(guidance.zh) })] }),
    ...extended(model, tellingFields(step, emptyStep, [])),
    ...(step.kind !== 'milestone' && loop(model, occurrences)),
  });
}

/** What BPMN says of repetition: side by side for each, again and again for every period. */
function loop(model: BpmnModdle, { mode }: Step['occurrences']): object {
  if (mode === 'each')
    return { loopCharacteristics: model.create('bpmn:MultiInstanceLoopCharacteristics', { isSequential: false }) };
  return mode === 'every' ? { loopCharacteristics: model.create('bpmn:StandardLoopCharacteristics') } : {};
}

function gatewayElement(model: BpmnModdle, id: string, step: Step): ModdleElement {
  const least = typeof step.join === 'object' ? String(step.join.atLeast) : undefined;
  return model.create(gatewayOf(step), {
    id: bpmnId.join(id),
    gatewayDirection: 'Converging',
    ...extended(model, { join: step.join }),
    ...(least && { activationCondition: model.create('bpmn:FormalExpression', { body: least }) }),
  });
}

function addFlow(drawing: Drawing, id: string, from: ModdleElement, to: ModdleElement, more: object): void {
  const element = drawing.model.create('bpmn:SequenceFlow', { id, sourceRef: from, targetRef: to, ...more });
  for (const [node, side] of [
    [from, 'outgoing'],
    [to, 'incoming'],
  ] as const)
    listIn(node, side).push(element);
  drawing.flows.push({ element, from, to });
}

function connect(drawing: Drawing): void {
  const { model, template, nodes, gateways } = drawing;
  const edges = drawnEdges(template);
  const count = new Map<string, number>();
  for (const [, { to }] of edges) count.set(to, (count.get(to) ?? 0) + 1);
  for (const [id, into] of count) {
    const step = template.steps[id];
    const node = nodes.get(id);
    if (into < 2 || !step || !node) continue;
    const gateway = gatewayElement(model, id, step);
    gateways.set(id, gateway);
    addFlow(drawing, bpmnId.into(id), gateway, node, {});
  }
  for (const [id, { from, to, kind }] of edges) {
    const source = nodes.get(from);
    const target = gateways.get(to) ?? nodes.get(to);
    if (!source || !target) continue;
    const when = template.steps[to]?.when;
    addFlow(drawing, bpmnId.flow(id), source, target, {
      ...(kind === 'needs' && extended(model, { kind })),
      // Only what an activity sends may carry a condition; an event may not.
      ...(when !== undefined &&
        source.$type !== typeOfKind('milestone') && {
          conditionExpression: model.create('bpmn:FormalExpression', {
            language: CONDITION_LANGUAGE,
            body: conditionText(when),
          }),
        }),
    });
  }
}

function laneSet({ model, template, nodes, gateways }: Drawing): ModdleElement {
  const lanes = Object.entries(template.phases).map(([id, phase]) => {
    const members = [...nodes].filter(([step]) => template.steps[step]?.phase === id);
    const flowNodeRef = members.flatMap(([step, node]) => {
      const gateway = gateways.get(step);
      return gateway ? [gateway, node] : [node];
    });
    const { guidance } = phase;
    return model.create('bpmn:Lane', {
      id: bpmnId.phase(id),
      name: attributeText(phase.title.zh),
      ...(guidance && { documentation: [model.create('bpmn:Documentation', { text: attributeText(guidance.zh) })] }),
      ...extended(model, tellingFields(phase, emptyPhase, [])),
      flowNodeRef,
    });
  });
  return model.create('bpmn:LaneSet', { id: 'phases', lanes });
}

function diagram(
  { model, nodes, gateways, flows }: Drawing,
  pool: ModdleElement,
  lanes: ModdleElement[],
  picture: Picture,
) {
  const boxes = new Map<ModdleElement, { x: number; y: number; width: number; height: number }>();
  for (const [id, node] of nodes) boxes.set(node, picture.steps.get(id) ?? { x: 0, y: 0, width: 0, height: 0 });
  for (const [id, gateway] of gateways)
    boxes.set(gateway, picture.gateways.get(id) ?? { x: 0, y: 0, width: 0, height: 0 });
  const planeElement = [
    shape(model, pool, picture.pool, { isHorizontal: true }),
    ...lanes.map((lane, index) =>
      shape(model, lane, [...picture.lanes.values()][index] ?? picture.pool, { isHorizontal: true }),
    ),
    ...[...boxes].map(([element, box]) => shape(model, element, box)),
    ...flows.map(({ element, from, to }) =>
      line(model, element, boxes.get(from) ?? picture.pool, boxes.get(to) ?? picture.pool, boxes.values()),
    ),
  ];
  return planeElement;
}

/** Writes a template as BPMN 2.0 XML. The same template gives the same text. `madeFrom`: the version it comes from. */
export async function exportBpmn(template: Template, madeFrom?: MadeFrom): Promise<string> {
  const model = moddle();
  const drawing: Drawing = { model, template, nodes: new Map(), gateways: new Map(), flows: [] };
  for (const [id, step] of Object.entries(template.steps)) drawing.nodes.set(id, stepElement(drawing, id, step));
  connect(drawing);
  const picture = pictureOf(template, [...drawing.gateways.keys()]);
  // Lanes from top to bottom, as in the picture.
  const phases = laneSet(drawing);
  const byId = new Map(listIn(phases, 'lanes').map((lane) => [lane.id, lane]));
  const lanes = [...picture.lanes.keys()].flatMap((phase) => byId.get(bpmnId.phase(phase)) ?? []);
  phases.set('lanes', lanes);
  const drawn = new Set(drawnEdges(template).map(([id]) => id));
  const edges = Object.fromEntries(Object.entries(template.edges).filter(([id]) => !drawn.has(id)));
  const own = tellingFields(template, emptyTemplate, ['format', 'phases', 'steps', 'edges', '$schema']);
  const process = model.create('bpmn:Process', {
    id: 'process',
    name: attributeText(template.title.zh),
    isExecutable: false,
    ...extended(model, { format: template.format, ...own, madeFrom, ...(Object.keys(edges).length > 0 && { edges }) }),
    laneSets: [phases],
    flowElements: [
      ...drawing.nodes.values(),
      ...drawing.gateways.values(),
      ...drawing.flows.map(({ element }) => element),
    ],
  });
  const pool = model.create('bpmn:Participant', {
    id: 'pool',
    name: attributeText(template.title.zh),
    processRef: process,
  });
  const collaboration = model.create('bpmn:Collaboration', { id: 'collaboration', participants: [pool] });
  const plane = model.create('bpmndi:BPMNPlane', {
    id: 'plane',
    bpmnElement: collaboration,
    planeElement: diagram(drawing, pool, lanes, picture),
  });
  const definitions = model.create('bpmn:Definitions', {
    id: 'definitions',
    name: attributeText(template.title.zh),
    targetNamespace: 'urn:gangmu:template',
    exporter: 'Gangmu',
    rootElements: [collaboration, process],
    diagrams: [model.create('bpmndi:BPMNDiagram', { id: 'diagram', plane })],
  });
  const { xml } = await model.toXML(definitions, { format: true });
  return xml;
}
