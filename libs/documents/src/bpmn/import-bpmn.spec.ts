import { describe, expect, it } from '@jest/globals';
import { hasWords, lintTemplate, type Template, weekendsOnly } from '@gangmu/core';
import { drawnOver } from './drawn-over.js';
import { CONDITION_LANGUAGE } from './carried.js';
import { importBpmn } from './import-bpmn.js';
import { decodeXml, XML_LIMITS } from './read-xml.js';

const window = { start: '2026-03-02', end: '2026-06-30' };
const definitions = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn">${inner}</bpmn:definitions>`;
const process = (inner: string): string =>
  definitions(`<bpmn:process id="Process_1" name="年度检查">${inner}</bpmn:process>`);
const flow = (id: string, from: string, to: string, inner = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
/** A condition that only larger units meet. */
const over = (members: number): string =>
  `<bpmn:conditionExpression language="${CONDITION_LANGUAGE}">{"&gt;":[{"var":"unit.size"},${members}]}</bpmn:conditionExpression>`;
const task = (id: string, type = 'task'): string => `<bpmn:${type} id="${id}" name="任务${id}" />`;

async function taken(xml: string, options: { lanes?: 'phases' | 'roles' } = {}) {
  const imported = await importBpmn(xml, { window, ...options });
  if (!imported.ok) throw new Error(JSON.stringify(imported.findings));
  for (const { code } of imported.findings)
    for (const lang of ['zh', 'en'] as const) {
      expect([code, hasWords(lang, code)]).toEqual([code, true]);
      expect(hasWords(lang, `${code}.suggestion`)).toBe(true);
    }
  const { template } = imported;
  expect(lintTemplate(template, { calendar: weekendsOnly }).filter(({ severity }) => severity === 'error')).toEqual([]);
  return {
    template,
    edges: Object.values(template.edges).map(({ from, to }) => `${from}>${to}`),
    codes: imported.findings.map(({ code }) => code),
    findings: imported.findings,
  };
}
async function refused(xml: string): Promise<string[]> {
  const imported = await importBpmn(xml, { window });
  if (imported.ok) throw new Error('taken over');
  for (const { code } of imported.findings) expect(hasWords('zh', code) && hasWords('en', code)).toBe(true);
  return imported.findings.map(({ code }) => code);
}

describe('a process drawn elsewhere', () => {
  it('keeps its tasks, lanes, joins and notes; what is lost is named', async () => {
    const { template, edges, codes, findings } = await taken(
      definitions(`
      <bpmn:collaboration id="C"><bpmn:participant id="P1" name="办公室" processRef="Process_1" />
        <bpmn:participant id="P2" name="外部" processRef="Process_2" />
        <bpmn:messageFlow id="M1" sourceRef="Activity_a" targetRef="Activity_x" /></bpmn:collaboration>
      <bpmn:process id="Process_1" name="年度检查" isExecutable="false">
        <bpmn:laneSet id="L">
          <bpmn:lane id="Lane_1" name="准备"><bpmn:flowNodeRef>Activity_a</bpmn:flowNodeRef></bpmn:lane>
          <bpmn:lane id="Lane_2" name="检查"><bpmn:flowNodeRef>Activity_b</bpmn:flowNodeRef><bpmn:flowNodeRef>Activity_c</bpmn:flowNodeRef><bpmn:flowNodeRef>Activity_d</bpmn:flowNodeRef></bpmn:lane>
        </bpmn:laneSet>
        <bpmn:startEvent id="Start"><bpmn:timerEventDefinition id="T" /></bpmn:startEvent>
        <bpmn:userTask id="Activity_a" name="发通知" camunda:assignee="wang"><bpmn:documentation>提前一周。</bpmn:documentation></bpmn:userTask>
        <bpmn:parallelGateway id="Split" />
        <bpmn:userTask id="Activity_b" name="查台账" />
        <bpmn:serviceTask id="Activity_c" name="算成绩" />
        <bpmn:parallelGateway id="Join" />
        <bpmn:userTask id="Activity_d" name="通报"><bpmn:standardLoopCharacteristics /></bpmn:userTask>
        <bpmn:boundaryEvent id="Late" name="超期" attachedToRef="Activity_b"><bpmn:timerEventDefinition id="T2" /></bpmn:boundaryEvent>
        <bpmn:endEvent id="End" />
        <bpmn:dataObjectReference id="Data" name="台账" dataObjectRef="DO" /><bpmn:dataObject id="DO" />
        ${flow('f1', 'Start', 'Activity_a')}${flow('f2', 'Activity_a', 'Split')}${flow('f3', 'Split', 'Activity_b')}
        ${flow('f4', 'Split', 'Activity_c')}${flow('f5', 'Activity_b', 'Join')}${flow('f6', 'Activity_c', 'Join')}
        ${flow('f7', 'Join', 'Activity_d')}${flow('f8', 'Activity_d', 'End')}${flow('f9', 'Late', 'Activity_d')}
        <bpmn:textAnnotation id="N"><bpmn:text>对照清单。</bpmn:text></bpmn:textAnnotation>
        <bpmn:association id="A" sourceRef="Activity_b" targetRef="N" />
      </bpmn:process>
      <bpmn:process id="Process_2"><bpmn:task id="Activity_x" name="回执" /></bpmn:process>`),
    );
    expect(template.title).toEqual({ zh: '年度检查' });
    expect(Object.values(template.phases).map(({ title }) => title.zh)).toEqual(['准备', '检查']);
    expect(Object.keys(template.steps)).toEqual(['Activity_a', 'Activity_b', 'Activity_c', 'Activity_d']);
    expect(edges).toEqual([
      'Activity_a>Activity_b',
      'Activity_a>Activity_c',
      'Activity_b>Activity_d',
      'Activity_c>Activity_d',
    ]);
    expect(template.steps['Activity_a']).toMatchObject({ title: { zh: '发通知' }, guidance: { zh: '提前一周。' } });
    expect(template.steps['Activity_b']).toMatchObject({ phase: 'Lane_2', guidance: { zh: '对照清单。' } });
    expect(template.steps['Activity_d']?.join).toBe('all');
    expect(codes.toSorted()).toEqual(
      [
        'bpmn.automatic',
        'bpmn.boundary-event',
        'bpmn.boundary-flow',
        'bpmn.data',
        'bpmn.data',
        'bpmn.foreign-extensions',
        'bpmn.lanes-as-phases',
        'bpmn.loop',
        'bpmn.message-flows',
        'bpmn.no-lead',
        'bpmn.no-window',
        'bpmn.other-process',
        'bpmn.timer',
      ].toSorted(),
    );
    expect(findings.find(({ code }) => code === 'bpmn.foreign-extensions')?.params).toEqual({ names: ['camunda'] });
  });

  it('waits for all ways after a choice, for any where nobody chose, for some at a complex gateway', async () => {
    const inner = (split: string, merge: string): string =>
      `${task('a')}<bpmn:${split} id="g1" />${task('b')}${task('c')}<bpmn:${merge} id="g2"><bpmn:activationCondition xsi:type="bpmn:tFormalExpression">2</bpmn:activationCondition></bpmn:${merge}>${task('d')}
      ${flow('f1', 'a', 'g1')}${flow('f2', 'g1', 'b')}${flow('f3', 'g1', 'c')}${flow('f4', 'b', 'g2')}${flow('f5', 'c', 'g2')}${flow('f6', 'g2', 'd')}`;
    const join = async (split: string, merge: string) =>
      (
        await taken(
          process(
            inner(split, merge).replaceAll(
              merge === 'complexGateway' ? /$^/g : /<bpmn:activationCondition.*?<\/bpmn:activationCondition>/g,
              '',
            ),
          ),
        )
      ).template.steps['d']?.join;
    expect(await join('exclusiveGateway', 'exclusiveGateway')).toBe('all');
    expect(await join('parallelGateway', 'exclusiveGateway')).toBe('any');
    expect(await join('parallelGateway', 'inclusiveGateway')).toBe('all');
    expect(await join('parallelGateway', 'complexGateway')).toEqual({ atLeast: 2 });
  });

  it('takes conditions it can read, and names the others', async () => {
    const jsonLogic = '{"==":[{"var":"unit.category"},"village"]}';
    const condition = (text: string, language: string): string =>
      `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="${language}">${text}</bpmn:conditionExpression>`;
    const { template, findings } = await taken(
      process(`${task('a')}<bpmn:exclusiveGateway id="g" />${task('b')}${task('c')}
      ${flow('f1', 'a', 'g')}${flow('f2', 'g', 'b', condition(jsonLogic.replaceAll('"', '&quot;'), 'https://jsonlogic.com'))}
      ${flow('f3', 'g', 'c', condition('${count &gt; 3}', ''))}`),
    );
    expect(template.steps['b']?.when).toEqual(JSON.parse(jsonLogic));
    expect(template.steps['c']?.when).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'bpmn.condition',
        params: { step: { zh: '任务c' }, flow: 'f3', text: '${count > 3}' },
      }),
    );
  });

  it('opens up sub-processes: what comes before and after them hangs on their ends', async () => {
    const { template, edges } = await taken(
      process(`${task('a')}<bpmn:subProcess id="sub" name="现场">
        <bpmn:startEvent id="s" />${task('b')}${task('c')}<bpmn:endEvent id="e" />
        ${flow('s1', 's', 'b')}${flow('s2', 'b', 'c')}${flow('s3', 'c', 'e')}</bpmn:subProcess>${task('d')}
        ${flow('f1', 'a', 'sub')}${flow('f2', 'sub', 'd')}`),
    );
    expect(edges).toEqual(['a>b', 'b>c', 'c>d']);
    expect(Object.values(template.phases).map(({ title }) => title.zh)).toEqual(['现场', '其他']);
    expect(template.phases[template.steps['b']?.phase ?? '']?.title.zh).toBe('现场');
  });

  it('follows links, and gives sound ids and names to what has none', async () => {
    const { template, edges, codes } = await taken(
      process(`<bpmn:task id="_1" /><bpmn:intermediateThrowEvent id="t"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateThrowEvent>
        <bpmn:intermediateCatchEvent id="u"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateCatchEvent>${task('b')}
        <bpmn:intermediateThrowEvent id="m" name="完成" />
        ${flow('f1', '_1', 't')}${flow('f2', 'u', 'b')}${flow('f3', 'b', 'm')}`),
    );
    expect(Object.keys(template.steps)).toEqual(['x', 'b', 'm']);
    expect(edges).toEqual(['x>b', 'b>m']);
    expect(template.steps['m']).toMatchObject({ kind: 'milestone', title: { zh: '完成' } });
    expect(codes).toContain('bpmn.no-name');
  });

  it('takes lanes as roles where told so', async () => {
    const { template } = await taken(
      process(
        `<bpmn:laneSet id="L"><bpmn:lane id="Lane_1" name="办公室"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>${task('a')}`,
      ),
      { lanes: 'roles' },
    );
    expect(template.roles).toMatchObject({ Lane_1: { title: { zh: '办公室' } } });
    expect(template.steps['a']).toMatchObject({ lead: 'Lane_1', phase: 'main' });
  });
});

describe('a foreign drawing laid over a plan', () => {
  it('changes what a drawing says, and leaves the rest as the plan has it', async () => {
    const xml = process(
      `<bpmn:laneSet id="L"><bpmn:lane id="Lane_1" name="筹备"><bpmn:flowNodeRef>a</bpmn:flowNodeRef><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      ${task('a')}${task('b')}<bpmn:task id="c" />${flow('f1', 'a', 'b')}${flow('f2', 'b', 'c')}`,
    );
    const { template: drawn } = await taken(xml);
    const { a, c } = drawn.steps;
    if (!a || !c) throw new Error('nothing drawn');
    const plan: Template = {
      ...drawn,
      title: { zh: '本县方案' },
      noun: { zh: '主题教育' },
      roles: { office: { title: { zh: '办公室' }, substitute: 'superior' } },
      steps: {
        a: { ...a, title: { zh: '旧名' }, lead: 'office', estimatedMinutes: 90 },
        c: { ...c, title: { zh: '收尾' } },
      },
      edges: {},
    };
    const over = drawnOver({ ...plan, edges: { mine: { from: 'a', to: 'b', kind: 'needs' } } }, drawn);
    expect([over.noun, over.title, over.roles['office']]).toEqual([plan.noun, drawn.title, plan.roles['office']]);
    expect(over.steps['a']).toEqual({ ...plan.steps['a'], title: { zh: '任务a' } });
    expect(over.steps['b']).toEqual(drawn.steps['b']);
    expect(over.steps['c']?.title).toEqual({ zh: '收尾' });
    expect(over.edges).toEqual({ mine: { from: 'a', to: 'b', kind: 'needs' }, f2: drawn.edges['f2'] });
  });
});

describe('what is refused', () => {
  it('goes round in a circle', async () => {
    const circle = process(`${task('a')}${task('b')}<bpmn:exclusiveGateway id="g" />
      ${flow('f1', 'a', 'b')}${flow('f2', 'b', 'g')}${flow('f3', 'g', 'a')}`);
    expect(await refused(circle)).toEqual(['bpmn.cycle']);
    const imported = await importBpmn(circle, { window });
    expect(imported.findings[0]?.params).toEqual({ steps: ['任务a', '任务b', 'g'] });
  });

  it('is broken, empty or something else', async () => {
    expect(await refused('')).toEqual(['bpmn.no-xml']);
    expect(await refused('{"format":"gangmu-template/1"}')).toEqual(['bpmn.no-xml']);
    expect(await refused('<html><body><p>404</p></body></html>')).toEqual(['bpmn.no-bpmn']);
    expect(await refused(process(`${task('a')}<bpmn:task`))).toEqual(['bpmn.unreadable']);
    expect(await refused(definitions(''))).toEqual(['bpmn.no-process']);
    expect(await refused(process('<bpmn:startEvent id="s" />'))).toEqual(['bpmn.no-steps']);
  });

  it('is hostile: entities, depth, size', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${process(task('a')).slice(39)}`;
    expect(await refused(bomb)).toEqual(['bpmn.declarations']);
    const deep = '<bpmn:subProcess>'.repeat(200) + '</bpmn:subProcess>'.repeat(200);
    expect(await refused(process(deep))).toEqual(['bpmn.too-deep']);
    // Each of these is read once: a guard that went over the text again and again would not come to an end here.
    expect(await refused('<a'.repeat(4_000_000))).toEqual(['bpmn.no-xml']);
    expect(await refused(process('<a "'.repeat(1_000_000)))).toEqual(['bpmn.unreadable']);
    expect(await refused(process('<!--'.repeat(1_000_000)))).toEqual(['bpmn.unreadable']);
    expect(await refused('<'.repeat(XML_LIMITS.characters + 1))).toEqual(['bpmn.too-large']);
    expect(await refused(process('<bpmn:task/>'.repeat(XML_LIMITS.elements)))).toEqual(['bpmn.too-many']);
  });

  it('has elements that cannot be told apart: the first is taken, the other named', async () => {
    const { template, findings } = await taken(process(`${task('a')}${task('a')}${task('会')}<bpmn:dance />`));
    expect(Object.keys(template.steps)).toEqual(['a']);
    expect(findings.filter(({ severity }) => severity === 'warning').map(({ code, params }) => [code, params])).toEqual(
      [
        ['bpmn.unsound-id', { id: 'a', line: expect.any(Number) }],
        ['bpmn.unsound-id', { id: '会', line: expect.any(Number) }],
        ['bpmn.unknown-content', { line: expect.any(Number) }],
      ],
    );
  });

  it('asks for more than a template may have, or brings fields that are not ours to trust', async () => {
    const many = Array.from({ length: 2001 }, (_, index) => task(`t${index}`)).join('');
    expect(await refused(process(many))).toEqual(['template.too-big']);
    const field = (name: string, value: string): string =>
      `<bpmn:extensionElements xmlns:gangmu="urn:gangmu:bpmn:1"><gangmu:field name="${name}">${value}</gangmu:field></bpmn:extensionElements>`;
    const step = (name: string, value: string): string =>
      process(`<bpmn:task id="a" name="甲">${field(name, value)}</bpmn:task>`);
    expect(await refused(step('deadlines', '[1]'))).toEqual(['template.wrong-type']);
    expect((await taken(step('__proto__', '{"x":1}'))).template.steps['a']?.title).toEqual({ zh: '甲' });
    expect((await taken(step('nothing', '{"x":1}'))).template.steps['a']?.title).toEqual({ zh: '甲' });
    expect((await taken(step('deadlines', '{broken'))).template.steps['a']?.deadlines).toEqual({});
  });

  it('is done in time however gateways are tangled', async () => {
    const layers = Array.from({ length: 40 }, (_, layer) =>
      ['x', 'y'].flatMap((side) => [
        `<bpmn:inclusiveGateway id="${side}${layer}" />`,
        ...(layer === 0
          ? [flow(`a${side}`, 'a', `${side}0`)]
          : ['x', 'y'].map((from) => flow(`${from}${side}${layer}`, `${from}${layer - 1}`, `${side}${layer}`))),
      ]),
    ).flat();
    const { edges } = await taken(process(`${task('a')}${task('b')}${layers.join('')}${flow('end', 'x39', 'b')}`));
    expect(edges).toEqual(['a>b']);
  });

  it('takes over every step before, however many there are, and every condition that can be told apart', async () => {
    const many = Array.from({ length: 600 }, (_, n) => `${task(`t${n}`)}${flow(`f${n}`, `t${n}`, 'g')}`).join('');
    const all = await taken(process(`${many}<bpmn:parallelGateway id="g" />${task('end')}${flow('out', 'g', 'end')}`));
    expect(all.edges).toHaveLength(600);

    const ways = Array.from({ length: 30 }, (_, n) => flow(`w${n}`, 'split', 'merge', over(n))).join('');
    const gateways = '<bpmn:exclusiveGateway id="split" /><bpmn:exclusiveGateway id="merge" />';
    const ends = `${task('a')}${task('b')}${flow('in', 'a', 'split')}${flow('out', 'merge', 'b')}`;
    const chosen = await taken(process(`${ends}${gateways}${ways}`));
    expect(chosen.template.steps['b']?.when).toMatchObject({ or: { length: 30 } });
    expect(chosen.edges).toEqual(['a>b']);
  });

  it('says that the conditions of a tangle are left out, rather than taking some of them', async () => {
    const layers = Array.from({ length: 10 }, (_, layer) => {
      const [from, to] = [`g${layer}`, `g${layer + 1}`];
      return `<bpmn:inclusiveGateway id="${to}" />${flow(`c${layer}`, from, to, over(layer))}${flow(`p${layer}`, from, to)}`;
    }).join('');
    const { template, edges, findings } = await taken(
      process(
        `${task('a')}${task('b')}<bpmn:inclusiveGateway id="g0" />${flow('in', 'a', 'g0')}${layers}${flow('out', 'g10', 'b')}`,
      ),
    );
    expect(edges).toEqual(['a>b']);
    expect(template.steps['b']?.when).toBeUndefined();
    expect(findings.map(({ code }) => code)).toContain('bpmn.tangled');
  });
});

describe('decoding', () => {
  it('reads the encoding that a file names', () => {
    const utf8 = new TextEncoder();
    expect(decodeXml(utf8.encode('<?xml version="1.0"?><a>会</a>'))).toContain('会');
    const gbk = new Uint8Array([
      ...utf8.encode('<?xml version="1.0" encoding="GBK"?><a>'),
      0xbb,
      0xe1,
      ...utf8.encode('</a>'),
    ]);
    expect(decodeXml(gbk)).toContain('<a>会</a>');
    expect(decodeXml(new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0x1a, 0x4f]))).toBe('<会');
    expect(decodeXml(utf8.encode('<?xml version="1.0" encoding="klingon"?><a/>'))).toBeNull();
    expect(decodeXml(new Uint8Array([0x3c, 0xbb, 0xe1]))).toBeNull();
  });
});
