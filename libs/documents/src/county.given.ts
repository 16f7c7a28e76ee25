/** The shipped county template, for specs. */
import { readFileSync } from 'node:fs';
import { parseTemplate, type Template } from '@gangmu/core';

export function countyTemplate(): Template {
  const path = '../../../workflows/county-campaign/template.json';
  const parsed = parseTemplate(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.template;
}
