/** Places of cards after an import: as stored, unless another tool moved the box. */
import type { Template } from '@gangmu/core';
import type { ModdleElement } from 'bpmn-moddle';
import { bpmnId } from './carried.js';
import { type Box, pictureOf, placeOf } from './diagram.js';
import { elementIn, listIn } from './moddle.js';

function boxesIn(definitions: ModdleElement): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const diagram of listIn(definitions, 'diagrams')) {
    const plane = elementIn(diagram, 'plane');
    for (const shape of plane ? listIn(plane, 'planeElement') : []) {
      const id = shape.$type === 'bpmndi:BPMNShape' ? elementIn(shape, 'bpmnElement')?.id : undefined;
      const bounds = elementIn(shape, 'bounds');
      if (id === undefined || !bounds) continue;
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(bounds.get(name)));
      if (x !== undefined && y !== undefined && width !== undefined && height !== undefined)
        boxes.set(id, { x, y, width, height });
    }
  }
  return boxes;
}

/** The template with the places of cards that stand elsewhere than we would have drawn them. Foreign pictures are not
 * taken over: their boxes have other sizes, and would lie on top of each other. */
export function restoreLayout(template: Template, definitions: ModdleElement): Template {
  if (definitions.get('exporter') !== 'Gangmu') return template;
  const boxes = boxesIn(definitions);
  const picture = pictureOf(template, []);
  const moved: [string, { x: number; y: number }][] = [];
  for (const [id, step] of Object.entries(template.steps)) {
    const box = boxes.get(bpmnId.step(id));
    const drawn = picture.steps.get(id);
    const lane = boxes.get(bpmnId.phase(step.phase));
    if (!box || !drawn || !lane || (box.x === drawn.x && box.y === drawn.y)) continue;
    moved.push([id, placeOf(box, lane, step.kind === 'milestone')]);
  }
  return moved.length === 0 ? template : { ...template, layout: { ...template.layout, ...Object.fromEntries(moved) } };
}
