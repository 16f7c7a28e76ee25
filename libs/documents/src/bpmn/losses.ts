/** What a foreign file says that a template has no place for, said once each. */
import type { ModdleElement } from 'bpmn-moddle';
import type { Note } from './imported.js';
import { elementIn, listIn } from './moddle.js';
import type { Text } from './texts.js';

const AUTOMATIC = new Set(['bpmn:ServiceTask', 'bpmn:ScriptTask', 'bpmn:BusinessRuleTask']);

/** A task that does itself what people do here, calls another process, or comes round again. */
export function sayOfTask(element: ModdleElement, step: Text, note: Note): void {
  if (AUTOMATIC.has(element.$type)) note('bpmn.automatic', { step });
  if (element.$type === 'bpmn:CallActivity') note('bpmn.called', { step });
  if (element.$type !== 'bpmn:IntermediateThrowEvent' && elementIn(element, 'loopCharacteristics'))
    note('bpmn.loop', { step });
}

/** What concerns the file as a whole. */
export function sayOfForeign(
  definitions: ModdleElement,
  process: ModdleElement,
  lanesAsPhases: boolean,
  used: number,
  note: Note,
): void {
  if (lanesAsPhases) note('bpmn.lanes-as-phases', {}, 'info');
  note('bpmn.no-window', {}, 'info');
  const texts = listIn(process, 'artifacts').filter(({ $type }) => $type === 'bpmn:TextAnnotation').length;
  if (texts > used) note('bpmn.annotations', { count: texts - used }, 'info');
  const foreign = new Set<string>();
  const look = (element: ModdleElement): void => {
    for (const name of Object.keys(element.$attrs))
      if (!name.startsWith('xmlns') && name.includes(':')) foreign.add(name.split(':')[0] ?? '');
    const extension = elementIn(element, 'extensionElements');
    for (const value of extension ? listIn(extension, 'values') : []) foreign.add(value.$type.split(':')[0] ?? '');
    for (const inner of element.$instanceOf('bpmn:FlowElementsContainer') ? listIn(element, 'flowElements') : [])
      look(inner);
  };
  look(definitions);
  look(process);
  foreign.delete('xsi');
  if (foreign.size > 0) note('bpmn.foreign-extensions', { names: [...foreign].toSorted() }, 'info');
}
