import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sampleTemplate } from '../lint-rules/rule-tester.given.js';
import { templateJsonSchema } from './json-schema.js';
import { parseTemplate } from './parse.js';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const published = read('schema/gangmu-template-1.schema.json') as object;
const validate = new Ajv2020({ strict: true, validateFormats: false, allowUnionTypes: true }).compile(published);

describe('the published JSON Schema', () => {
  it('is what the code accepts (else run libs/core/scripts/write-schema.mjs)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(templateJsonSchema())));
  });

  it.each(['county-campaign', 'quick-request'])('accepts the template %s', (name) => {
    validate(read(`../../workflows/${name}/template.json`));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('agrees with the reader on what is well formed and what is not', () => {
    const nested = { and: [{ or: [{ '!': { '==': [{ var: 'unit.category' }, 'village'] } }] }] };
    const cases: [boolean, (template: Record<string, unknown>) => void][] = [
      [true, () => {}],
      [true, (t) => Object.assign((t['steps'] as Record<string, object>)['plan'] ?? {}, { when: nested })],
      [false, (t) => Object.assign((t['steps'] as Record<string, object>)['plan'] ?? {}, { when: { xor: [] } })],
      [false, (t) => Object.assign((t['steps'] as Record<string, object>)['plan'] ?? {}, { titel: 'x' })],
      [false, (t) => delete t['window']],
      [false, (t) => Object.assign(t['steps'] as object, { '12': {} })],
      [false, (t) => Object.assign(t, { format: 'gangmu-template/2' })],
    ];
    for (const [sound, change] of cases) {
      const template = JSON.parse(JSON.stringify(sampleTemplate())) as Record<string, unknown>;
      change(template);
      expect(validate(template)).toBe(sound);
      expect(parseTemplate(template).ok).toBe(sound);
    }
  });
});
