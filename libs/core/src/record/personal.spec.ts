import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalText, GENESIS, merkleRoot, openEvent, personalHash, recordEvent } from './index.js';

const entry = {
  stream: { kind: 'run' as const, id: 'r1' },
  seq: 1,
  at: 5,
  by: { person: 'p1', onBehalfOf: { word: '张三电话' } },
  event: { type: 'RunStarted', registers: { leaders: { complete: false, entries: { a: { label: { zh: '李四' } } } } } },
};
const salts = () => {
  let next = 0;
  return () => `salt-${(next += 1)}`;
};

describe('personal fields', () => {
  it('leave the recorded text and come back while they exist', () => {
    const recorded = recordEvent(entry, GENESIS, salts());
    expect(recorded.body).not.toMatch(/张三|李四/);
    const kept = new Map(recorded.personal.map((each) => [each.hash, each.value]));
    expect(openEvent(recorded.body, (hash) => kept.get(hash))).toEqual({ ...entry, stream: 'run/r1' });
    expect(openEvent(recorded.body, () => undefined).by).toEqual({ person: 'p1', onBehalfOf: { word: null } });
  });
  it('do not change what was handed in', () => {
    const before = JSON.stringify(entry);
    recordEvent(entry, GENESIS, salts());
    expect(JSON.stringify(entry)).toBe(before);
  });
  it('cannot be told from their hash without the salt', () => {
    expect(personalHash('one', '李四')).not.toBe(personalHash('two', '李四'));
  });
});

describe('canonical text', () => {
  it('is what the library for it says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.string({ unit: 'binary' }), (value, text) => {
        expect(canonicalText([value, { [text]: text }])).toBe(canonicalize([value, { [text]: text }]));
      }),
      { numRuns: 500 },
    );
    expect(canonicalText({ b: undefined, a: [undefined, -0, 1e21] })).toBe('{"a":[null,0,1e+21]}');
    expect(() => canonicalText('\ud800')).toThrow('surrogate');
    expect(() => canonicalText({ a: Number.NaN })).toThrow('NaN');
  });
  it('is the same whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalText(reversed)).toBe(canonicalText(value));
      }),
    );
  });
});

describe('the root over the heads', () => {
  it('does not depend on their order, but on every one of them', () => {
    const head = (stream: string, seq: number) => ({ stream, seq, hash: GENESIS });
    const heads = ['run/a', 'run/b', 'access/x', 'run/c', 'run/d'].map((stream) => head(stream, 1));
    const root = merkleRoot(heads);
    expect(merkleRoot(heads.toReversed())).toBe(root);
    for (const at of heads.keys()) {
      expect(merkleRoot(heads.toSpliced(at, 1))).not.toBe(root);
      expect(merkleRoot(heads.with(at, head(heads[at]?.stream ?? '', 2)))).not.toBe(root);
    }
    expect(merkleRoot([])).toBe(GENESIS);
  });
});
