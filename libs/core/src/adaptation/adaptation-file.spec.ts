import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { contentHash } from '../template/content-hash.js';
import { sampleTemplate } from '../lint-rules/rule-tester.given.js';
import { templateSchema } from '../template/document.js';
import { adaptationJsonSchema, adaptTemplate, parseAdaptationText } from './adaptation-file.js';
import type { Adaptation, Difference } from './model.js';

const base = templateSchema.parse(sampleTemplate());
const file = (difference: unknown, more: object = {}): string =>
  JSON.stringify({ format: 'gangmu-adaptation/1', base: contentHash(base), difference, ...more });
const codes = (text: string): string[] => {
  const read = parseAdaptationText(text);
  return read.ok ? [] : read.findings.map(({ code, path }) => `${code} ${path}`);
};
const adapted = (difference: Difference, more: Partial<Adaptation> = {}) =>
  adaptTemplate(base, {
    format: 'gangmu-adaptation/1',
    base: contentHash(base),
    applies: 'self-and-below',
    difference,
    ...more,
  });

describe('adaptation files', () => {
  it('are read, and refused by place', () => {
    expect(parseAdaptationText(`\ufeff${file({ '/title': { op: 'set', value: { zh: '新' } } })}`)).toMatchObject({
      ok: true,
      adaptation: { applies: 'self-and-below' },
    });
    expect(codes('{')).toEqual(['template.no-json ']);
    expect(codes('[]')).toEqual(['adaptation.unreadable ']);
    expect(codes('{"difference":{"/title":{"op":"set","value":"\ufffd"}}}')).toEqual(['template.encoding ']);
    expect(codes('{"difference":{"__proto__":{"op":"unset"}}}')).toEqual(['template.forbidden-key /difference']);
    expect(codes(file({ title: { op: 'unset' } }))).toEqual(['adaptation.unreadable /difference/title']);
    expect(codes(file({ '/title': { op: 'set' } }))).toEqual(['adaptation.unreadable /difference/~1title/value']);
    expect(codes(file({ '/title': { op: 'move' } }))).toEqual(['adaptation.unreadable /difference/~1title/op']);
    expect(codes(file({}, { base: 'x' }))).toEqual(['adaptation.unreadable /base']);
    expect(codes(`"${'x'.repeat(5_000_001)}"`)).toEqual(['template.too-long ']);
  });

  it('are applied to their own base only, and held against the format', () => {
    expect(adapted({}, { base: '0'.repeat(64) })).toMatchObject({ findings: [{ code: 'adaptation.other-base' }] });
    expect(adapted({ '/steps/none': { op: 'remove' } })).toMatchObject({
      findings: [{ code: 'adaptation.not-there' }],
    });
    expect(adapted({ '/title': { op: 'set', value: 7 } })).toMatchObject({ ok: false, findings: [{ path: '/title' }] });
    const deep = JSON.parse(`${'['.repeat(5000)}1${']'.repeat(5000)}`) as unknown;
    expect(adapted({ '/title': { op: 'set', value: deep } })).toMatchObject({
      findings: [{ code: 'template.too-deep' }],
    });
  });

  it('are brought into normal form: what is left out is filled in', () => {
    const value = { title: { zh: '宣传组' } };
    expect(adapted({ '/roles/w': { op: 'add', value } })).toMatchObject({
      ok: true,
      difference: { '/roles/w': { op: 'add', value: { ...value, substitute: 'superior' } } },
    });
  });

  it('have the published JSON Schema (else run libs/core/scripts/write-schema.mjs)', () => {
    const path = new URL('../../schema/gangmu-adaptation-1.schema.json', import.meta.url);
    const published = JSON.parse(readFileSync(path, 'utf8')) as object;
    expect(published).toEqual(JSON.parse(JSON.stringify(adaptationJsonSchema())));
    const validate = new Ajv2020({ strict: true }).compile(published);
    for (const [sound, text] of [
      [true, file({ '/title': { op: 'set', value: { zh: '新' } } })],
      [true, file({ '/steps/a/tags': { op: 'members', add: ['x'], remove: [] } }, { applies: 'below' })],
      [false, file({ '/title': { op: 'move' } })],
      [false, file({ title: { op: 'unset' } })],
      [false, file({}, { applies: 'everywhere' })],
    ] as const) {
      expect([text, validate(JSON.parse(text))]).toEqual([text, sound]);
      expect(parseAdaptationText(text).ok).toBe(sound);
    }
  });
});
