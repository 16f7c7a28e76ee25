import { describe, expect, it } from '@jest/globals';
import { parseTemplate, type Template } from '@gangmu/core';
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import fc from 'fast-check';
import { countyTemplate } from '../county.given.js';
import { exportBpmn } from './export-bpmn.js';
import { importBpmn } from './import-bpmn.js';
import { elementIn, listIn } from './moddle.js';

function the<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
const window = { start: '2026-01-05', end: '2026-06-30' };
async function back(xml: string): Promise<Template> {
  const imported = await importBpmn(xml, { window });
  if (!imported.ok) throw new Error(JSON.stringify(imported.findings, null, 1));
  expect(imported.findings).toEqual([]);
  return imported.template;
}

/** Texts as people and their tools produce them. */
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
  fc.constantFrom('a & b', '<会议>', '“引号”"与\'', '行\n二', ' 空 白 ', ']]>', '&amp;', '纲\u200b目'),
);
const join = fc.oneof(
  fc.constantFrom('all' as const, 'any' as const),
  fc.integer({ min: 1, max: 3 }).map((atLeast) => ({ atLeast })),
);
const kinds = fc.constantFrom(
  'task',
  'meeting',
  'study',
  'report',
  'approval',
  'ledger',
  'cascade',
  'milestone',
  'other',
);
const categories = { in: [{ var: 'unit.category' }, ['village', 'community']] };

const anyTemplate: fc.Arbitrary<Template> = fc
  .record({
    steps: fc.array(
      fc.record({
        title: fc.record({ zh: text, en: text }, { requiredKeys: ['zh'] }),
        guidance: fc.option(fc.record({ zh: text }), { nil: undefined }),
        kind: kinds,
        phase: fc.integer({ min: 0, max: 2 }),
        join,
        when: fc.constantFrom(undefined, categories, { and: [categories, { '>': [{ var: 'unit.size' }, 3] }] }),
        order: fc.integer({ min: 0, max: 9 }),
        sensitive: fc.boolean(),
        mode: fc.constantFrom('once', 'on-call'),
        place: fc.option(fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 300 }) })),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    edges: fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom('order', 'needs'))),
    title: text,
  })
  .map(({ steps, edges, title }) => {
    const pairs = new Map(
      edges
        .filter(([from, to]) => from < to && to < steps.length)
        .map(([from, to, kind]) => [`${from}-${to}`, { from: `s${from}`, to: `s${to}`, kind }]),
    );
    const layout = Object.fromEntries(steps.flatMap(({ place }, index) => (place ? [[`s${index}`, place]] : [])));
    const parsed = parseTemplate({
      format: 'gangmu-template/1',
      id: 'any',
      title: { zh: title },
      noun: { zh: '专项行动' },
      window,
      roles: { lead: { title: { zh: '牵头' } } },
      phases: {
        p0: { title: { zh: '一' }, order: 1 },
        p1: { title: { zh: title }, order: 0 },
        p2: { title: { zh: '三' } },
      },
      steps: Object.fromEntries(
        steps.map(({ phase, place: _place, mode, guidance, when, ...step }, index) => [
          `s${index}`,
          {
            ...step,
            ...(guidance && { guidance }),
            ...(when && { when }),
            phase: `p${phase}`,
            lead: 'lead',
            occurrences: { mode },
          },
        ]),
      ),
      edges: Object.fromEntries([...pairs.values()].map((edge, index) => [`e${index}`, edge])),
      ...(Object.keys(layout).length > 0 && { layout }),
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    return parsed.template;
  });

describe('export and import', () => {
  it('give back the county template, every field of it', async () => {
    const template = countyTemplate();
    expect(await back(await exportBpmn(template))).toEqual(template);
  });

  it('give back any template', async () => {
    await fc.assert(
      fc.asyncProperty(anyTemplate, async (template) => {
        expect(await back(await exportBpmn(template))).toEqual(template);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('say which version a file was made from', async () => {
    const madeFrom = { hash: 'a'.repeat(64), number: 3 };
    const imported = await importBpmn(await exportBpmn(countyTemplate(), madeFrom), { window });
    expect(imported).toEqual({ ok: true, template: countyTemplate(), own: true, madeFrom, findings: [] });
  });

  it('say the same each time', async () => {
    expect(await exportBpmn(countyTemplate())).toBe(await exportBpmn(countyTemplate()));
  });
});

describe('other tools', () => {
  /** A tool that knows BPMN and nothing of ours: what it writes again is what bpmn-moddle keeps. */
  const retold = async (
    xml: string,
    change: (byId: Record<string, ModdleElement>, model: BpmnModdle) => void = () => {},
  ) => {
    const model = new BpmnModdle();
    const { rootElement, warnings, elementsById } = await model.fromXML(xml);
    expect(warnings).toEqual([]);
    change(elementsById, model);
    return (await model.toXML(rootElement)).xml;
  };

  it('that read and write a file lose nothing', async () => {
    const template = countyTemplate();
    expect(await back(await retold(await exportBpmn(template)))).toEqual(template);
  });

  it('see tasks, lanes, flows, gateways and where they stand', async () => {
    const template = countyTemplate();
    const { rootElement, elementsById } = await new BpmnModdle().fromXML(await exportBpmn(template));
    const [, process] = listIn(rootElement, 'rootElements');
    const lanes = listIn(the(listIn(the(process), 'laneSets')[0]), 'lanes');
    expect(lanes.map(({ name }) => name)).toEqual(Object.values(template.phases).map(({ title }) => title.zh));
    expect(
      lanes.flatMap((lane) => listIn(lane, 'flowNodeRef')).filter(({ id }) => id?.startsWith('step_')),
    ).toHaveLength(Object.keys(template.steps).length);
    expect(elementsById['step_kickoff-meeting']).toMatchObject({ $type: 'bpmn:ManualTask', name: '召开动员会' });
    const shapes = listIn(the(elementIn(the(listIn(rootElement, 'diagrams')[0]), 'plane')), 'planeElement');
    const drawn = new Set(shapes.map((shape) => elementIn(shape, 'bpmnElement')?.id));
    for (const element of listIn(the(process), 'flowElements')) expect(drawn.has(element.id)).toBe(true);
  });

  it('change what everybody sees: names, lanes, flows, places – and nothing else', async () => {
    const template = countyTemplate();
    const changed = await retold(await exportBpmn(template), (byId, model) => {
      the(byId['step_plan']).name = '方案';
      const from = the(byId['phase_mobilise']);
      const step = the(byId['step_duty-table']);
      from.set(
        'flowNodeRef',
        listIn(from, 'flowNodeRef').filter((node) => node !== step),
      );
      listIn(the(byId['phase_study']), 'flowNodeRef').push(step);
      const [sourceRef, targetRef] = [the(byId['step_plan']), step];
      const flow = model.create('bpmn:SequenceFlow', { id: 'Flow_1abc', sourceRef, targetRef });
      listIn(the(byId['process']), 'flowElements').push(flow);
      the(elementIn(the(byId['step_archive_di']), 'bounds')).set('x', 2030);
    });
    const { plan, ...steps } = template.steps;
    const duty = steps['duty-table'];
    const read = await back(changed);
    expect(read.layout?.['archive']?.x).toBe(1812);
    expect(read).toEqual({
      ...template,
      steps: {
        ...steps,
        plan: { ...plan, title: { ...plan?.title, zh: '方案' } },
        'duty-table': { ...duty, phase: 'study' },
      },
      edges: { ...template.edges, Flow_1abc: { from: 'plan', to: 'duty-table', kind: 'order' } },
      // Everything stays where the other tool shows it, though we would have put it elsewhere.
      layout: read.layout,
    });
  });
});
