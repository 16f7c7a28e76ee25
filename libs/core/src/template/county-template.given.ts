/** The shipped county template for specs: sixty-odd steps as an office would write them. */
import { readFileSync } from 'node:fs';
import type { Template } from './document.js';
import { parseTemplate } from './parse.js';

/** Parsed anew each time, so that no spec sees what another did to it. */
export function countyTemplate(): Template {
  const path = '../../../../workflows/county-campaign/template.json';
  const parsed = parseTemplate(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings, null, 1));
  return parsed.template;
}
