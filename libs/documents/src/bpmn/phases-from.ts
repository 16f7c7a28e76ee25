/** Phases and roles of a process. */
import { phaseSchema } from '@gangmu/core';
import type { ModdleElement } from 'bpmn-moddle';
import { ownId } from './carried.js';
import type { FlowNode } from './flow-graph.js';
import { Ids } from './ids.js';
import type { Note } from './imported.js';
import { fieldsOf, known } from './moddle.js';
import { documentationOf, textOf } from './texts.js';

type Document = Record<string, unknown>;
const LEAD = 'lead';

/** Phases are lanes; without lanes the outermost sub-processes; without either there is one. */
export function phasesFrom(
  process: ModdleElement,
  lanes: readonly ModdleElement[],
  steps: readonly FlowNode[],
  laneOf: (node: FlowNode) => ModdleElement | undefined,
) {
  const ids = new Ids();
  const all: Document = {};
  const of = new Map<ModdleElement, string>();
  const containers = new Set(steps.flatMap(({ within }) => within.slice(0, 1)));
  const elements = lanes.length > 0 ? lanes : [...containers];
  for (const [index, element] of elements.entries()) {
    const fields = known(fieldsOf(element), phaseSchema.shape);
    const id = ids.take(ownId('phase', element.id) ?? element.id ?? `phase-${index + 1}`);
    of.set(element, id);
    const guidance = textOf(documentationOf(element), fields['guidance']);
    all[id] = {
      ...(Object.keys(fields).length === 0 && { order: index + 1 }),
      ...fields,
      title: textOf(element.name, fields['title']) ?? { zh: `板块${index + 1}`, en: `Part ${index + 1}` },
      ...(guidance && { guidance }),
    };
  }
  let rest: string | undefined;
  const restPhase = (): string => {
    if (rest === undefined) {
      rest = ids.take('main');
      const title =
        elements.length > 0
          ? { zh: '其他', en: 'Other' }
          : (textOf(process.name, undefined) ?? { zh: '主体', en: 'Main part' });
      all[rest] = { title, order: elements.length + 1 };
    }
    return rest;
  };
  return {
    all,
    of: (node: FlowNode, said: unknown): string => {
      const element = lanes.length > 0 ? laneOf(node) : node.within[0];
      const found = element && of.get(element);
      if (found !== undefined) return found;
      return typeof said === 'string' && Object.hasOwn(all, said) ? said : restPhase();
    },
  };
}

/** Roles as they travelled; lanes where they stand for roles; one lead where there is neither. */
export function rolesFrom(said: unknown, lanes: readonly ModdleElement[], note: Note) {
  const all: Document = typeof said === 'object' && said !== null ? { ...(said as Document) } : {};
  const of = new Map<ModdleElement, string>();
  const ids = new Ids();
  for (const [index, lane] of lanes.entries()) {
    const id = ids.take(lane.id ?? `role-${index + 1}`);
    of.set(lane, id);
    all[id] = { title: textOf(lane.name, undefined) ?? { zh: `岗位${index + 1}`, en: `Role ${index + 1}` } };
  }
  if (Object.keys(all).length === 0) {
    all[LEAD] = { title: { zh: '牵头', en: 'Lead' } };
    note('bpmn.no-lead', {}, 'info');
  }
  return { all, of, first: Object.keys(all)[0] ?? LEAD };
}
