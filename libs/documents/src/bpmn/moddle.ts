// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient declaration is no module to import, and projects that read this one from its source need it
/// <reference path="./bpmn-moddle.d.ts" />
/**
 * bpmn-moddle with our own namespace: what BPMN has no place for travels in extension elements, one `gangmu:field` with
 * a name and a JSON value for each, which other tools keep as they are.
 */
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';

export const NAMESPACE = 'urn:gangmu:bpmn:1';

const gangmu = {
  name: 'Gangmu',
  uri: NAMESPACE,
  prefix: 'gangmu',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Field',
      superClass: ['Element'],
      properties: [
        { name: 'name', isAttr: true, type: 'String' },
        { name: 'value', isBody: true, type: 'String' },
      ],
    },
  ],
};

let made: BpmnModdle | undefined;
/** The reader and writer: it keeps types, and nothing of any document. */
export const moddle = (): BpmnModdle => (made ??= new BpmnModdle({ gangmu }));

/** Properties by name: a text, another element, or a list of elements (never undefined). */
export const textIn = (element: ModdleElement, property: string): string | undefined => {
  const value = element.get(property);
  return typeof value === 'string' ? value : undefined;
};
/** The element that a property holds; undefined where it holds none. */
export const elementIn = (element: ModdleElement, property: string): ModdleElement | undefined =>
  element.get(property) as ModdleElement | undefined;
/** The elements that a property lists; none where it lists none. */
export const listIn = (element: ModdleElement, property: string): ModdleElement[] =>
  (element.get(property) as ModdleElement[] | undefined) ?? [];

export type Fields = Record<string, unknown>;

/** Extension elements that hold these fields; undefined where there are none. */
export function fieldsElement(model: BpmnModdle, fields: Fields): ModdleElement | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return undefined;
  const values = entries.map(([name, value]) => model.create('gangmu:Field', { name, value: JSON.stringify(value) }));
  return model.create('bpmn:ExtensionElements', { values });
}

/** The fields of an element; what is no JSON is left out. */
export function fieldsOf(element: ModdleElement | undefined): Fields {
  const fields: Fields = Object.create(null) as Fields;
  const extension = element && elementIn(element, 'extensionElements');
  for (const value of extension ? listIn(extension, 'values') : []) {
    if (value.$type !== 'gangmu:Field') continue;
    const name = textIn(value, 'name');
    try {
      if (name !== undefined) fields[name] = JSON.parse(textIn(value, 'value') ?? 'null');
    } catch {
      // Somebody edited it by hand: as good as not there, what BPMN itself says still counts.
    }
  }
  return fields;
}

/** Fields that the schema knows; whatever else somebody wrote into a file is not ours. */
export const known = (fields: Fields, shape: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(shape, name)));
