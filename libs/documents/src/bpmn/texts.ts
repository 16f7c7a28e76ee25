/** Texts of a BPMN file, beside those that travelled in extension elements. */
import type { ModdleElement } from 'bpmn-moddle';
import { attributeText } from './carried.js';
import { listIn, textIn } from './moddle.js';

export interface Text {
  zh: string;
  en?: string;
}
const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && typeof (value as Text).zh === 'string';

/** The text that travelled beside, unless another tool wrote a different one where everybody can see it. */
export function textOf(shown: string | undefined, beside: unknown): Text | undefined {
  const seen = shown === undefined ? '' : attributeText(shown);
  if (!isText(beside)) return seen === '' ? undefined : { zh: seen.slice(0, 4000) };
  return seen === '' || seen === attributeText(beside.zh) ? beside : { ...beside, zh: seen.slice(0, 4000) };
}

/** The first documentation of an element: the others are for readers only. */
export const documentationOf = (element: ModdleElement): string | undefined => {
  const [first] = listIn(element, 'documentation');
  return first && textIn(first, 'text');
};
